"""The two storages in S3, or what speaks like it. Imported only where S3 is configured: its client takes 29 MiB.

Nothing sets a right on a single file, which many servers refuse: the public bucket has a policy by which anybody may read it, the
private one has none.
"""

from contextlib import contextmanager
from urllib.parse import urlsplit

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError
from django.conf import settings
from storages.backends.s3 import S3Storage

# A name holds one content for ever.
FOREVER = "public, max-age=31536000, immutable"
NOT_THERE = {"404", "NoSuchKey", "NotFound"}


class Files(S3Storage):
    def get_default_settings(self):
        """Nothing comes from Django's AWS_… settings or from the environment of Amazon's own tools."""
        mine = {
            # One who sends a file of the same name, among the centre's documents, does not replace it.
            "file_overwrite": False,
            # Kept on disk while it is read, when it is larger.
            "max_memory_size": 4_000_000,
            # Files are small, and what answers has threads enough.
            "transfer_config": TransferConfig(use_threads=False),
            "querystring_auth": False,
            "default_acl": None,
            "security_token": None,
            "session_profile": None,
            "cloudfront_key": None,
            "cloudfront_key_id": None,
        }
        return super().get_default_settings() | mine

    def __init__(self, bucket, **options):
        given = settings.S3
        config = Config(
            signature_version="s3v4",
            # Only Amazon answers to names made of the bucket's.
            s3={"addressing_style": "path" if "S3_ENDPOINT_URL" in given else "virtual"},
            connect_timeout=5,
            read_timeout=20,
            retries={"mode": "standard", "max_attempts": 3},
            # Other servers than Amazon's do not know the newer kinds.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        super().__init__(
            bucket_name=given[bucket],
            access_key=given["S3_ACCESS_KEY_ID"],
            secret_key=given["S3_SECRET_ACCESS_KEY"],
            endpoint_url=given.get("S3_ENDPOINT_URL"),
            region_name=given.get("S3_REGION", "us-east-1"),
            client_config=config,
            **options,
        )

    def get_modified_time(self, name):
        with _as_files_do(name):
            return super().get_modified_time(name)

    def read_part(self, name, first, length):
        """So many bytes from `first` on, without fetching the rest."""
        key = self._normalize_name(name)
        with _as_files_do(name):
            answer = self.bucket.Object(key).get(Range=f"bytes={first}-{first + length - 1}")
        with answer["Body"] as body:
            return body.read()


class PublicFiles(Files):
    """What pages show; read by anybody, at an address of its own, as plain as it is written."""

    def __init__(self):
        address = urlsplit(settings.S3["S3_PUBLIC_ORIGIN"])
        super().__init__(
            "S3_PUBLIC_BUCKET",
            url_protocol=f"{address.scheme}:",
            custom_domain=f"{address.netloc}{address.path}",
            object_parameters={"CacheControl": FOREVER},
        )


class PrivateFiles(Files):
    """Masters, voices: the shop alone reads them, and has its own views for those who may."""

    def __init__(self):
        super().__init__("S3_PRIVATE_BUCKET")

    def url(self, name, **options):
        raise ValueError("Private files have no address.")


@contextmanager
def _as_files_do(name):
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] in NOT_THERE:
            raise FileNotFoundError(name) from error
        raise
