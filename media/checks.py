"""Before the shop opens with its files in S3: may the shop write, may anybody read what is public, and nobody what is not?"""

import secrets
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.core.files.base import ContentFile
from django.core.files.storage import storages

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@register(Tags.security, deploy=True)
def check_s3_is_spoken_to_in_private(app_configs, **kwargs):
    """Addresses alone."""
    found = []
    for name in ("S3_PUBLIC_ORIGIN", "S3_ENDPOINT_URL"):
        address = urlsplit(settings.S3.get(name, ""))
        if settings.IS_HTTPS and address.scheme == "http" and address.hostname not in LOOPBACK:
            found.append(Warning(f"{name} is not https: pictures or keys can be read on the way.", id="media.W001"))
    return found


@register(Tags.files, deploy=True)
def check_s3_does_what_the_shop_needs(app_configs, **kwargs):
    """By a file of its own in each bucket, written, asked for as anybody would, and deleted again."""
    if not settings.S3:
        return []
    found = []
    for alias, is_public in (("default", True), ("private", False)):
        try:
            found += _try_out(storages[alias], is_public=is_public)
        except Exception as error:  # whatever it is, the person at the terminal is to be told which bucket has it
            bucket = storages[alias].bucket_name
            found.append(Error(f"The bucket {bucket} cannot be used: {type(error).__name__}: {error}", id="media.E001"))
    return found


def _try_out(storage, *, is_public):
    content = secrets.token_bytes(16)
    name = storage.save(f"check-{secrets.token_hex(8)}.bin", ContentFile(content))
    try:
        if is_public:
            if _read(storage.url(name)) != content:
                hint = "Give the public bucket the policy of docs/operator.md, and look at S3_PUBLIC_ORIGIN."
                yield Error(
                    f"Nobody can read {storage.url(name)}: pictures would not show.", hint=hint, id="media.E002"
                )
        elif _read(_plain_address(storage, name)) is not None:
            hint = "Take its policy away: photographs are there in full, and voices that are withheld."
            yield Error(f"Anybody can read the private bucket {storage.bucket_name}.", hint=hint, id="media.E003")
    finally:
        storage.delete(name)


def _plain_address(storage, name):
    """Where somebody without a key would ask for it."""
    address = storage.unsigned_connection.meta.client.generate_presigned_url(
        "get_object", Params={"Bucket": storage.bucket_name, "Key": name}
    )
    return address.split("?", 1)[0]


def _read(address):
    """What lies there, or None."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - of a setting that is looked at
            return answer.read()
    except urllib.error.URLError:
        return None
