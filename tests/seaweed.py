"""A real S3 server with its two buckets, for as long as a block lasts: SeaweedFS, which looks at every signature."""

import json
import os
import subprocess
import time
from contextlib import contextmanager, suppress

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from tests.database import ROOT
from tests.serving import free_port

BINARY = ROOT / "var" / "seaweed" / "weed"
MISSING = "SeaweedFS is not installed: python3 .ci/seaweed.py"
KEY, SECRET = "the-shops-key", "the-shops-secret"
PUBLIC, PRIVATE = "shop-public", "shop-private"
# As docs/operator.md gives it.
POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{PUBLIC}/*"},
    ],
}
IDENTITY = {"name": "shop", "credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": ["Admin"]}


def needed():
    """Skips where there is none, and fails where there must be one."""
    if not BINARY.exists():
        (pytest.fail if os.environ.get("REQUIRE_SERVICES") == "1" else pytest.skip)(MISSING)


@contextmanager
def running(folder):
    """Its address."""
    (folder / "s3.json").write_text(json.dumps({"identities": [IDENTITY]}))
    port = free_port()
    command = [BINARY, "server", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={folder}", "-volume.max=20"]
    command += ["-master.volumeSizeLimitMB=64", "-s3", f"-s3.port={port}", f"-s3.config={folder / 's3.json'}"]
    command += ["-s3.port.iceberg=0", "-master.telemetry=false"]
    for name in ("master.port", "master.port.grpc", "volume.port", "volume.port.grpc", "filer.port", "filer.port.grpc"):
        command.append(f"-{name}={free_port()}")
    command.append(f"-s3.port.grpc={free_port()}")
    quiet = subprocess.DEVNULL
    server = subprocess.Popen([str(part) for part in command], stdout=quiet, stderr=quiet, cwd=folder)
    try:
        address = f"http://127.0.0.1:{port}"
        _make_buckets(server, address)
        yield address
    finally:
        server.kill()
        server.wait()


def _make_buckets(server, address):
    patient = Config(retries={"max_attempts": 1}, connect_timeout=2, read_timeout=10)
    keys = {"aws_access_key_id": KEY, "aws_secret_access_key": SECRET, "region_name": "us-east-1"}
    client = boto3.client("s3", endpoint_url=address, config=patient, **keys)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        with suppress(BotoCoreError, ClientError):
            for bucket in (PUBLIC, PRIVATE):
                with suppress(client.exceptions.BucketAlreadyOwnedByYou, client.exceptions.BucketAlreadyExists):
                    client.create_bucket(Bucket=bucket)
            client.put_bucket_policy(Bucket=PUBLIC, Policy=json.dumps(POLICY))
            # The first file waits for the first volume.
            client.put_object(Bucket=PRIVATE, Key="ready", Body=b"1")
            client.delete_object(Bucket=PRIVATE, Key="ready")
            return
        time.sleep(0.2)
    raise AssertionError("SeaweedFS did not start")


def environment(address):
    """What a shop that keeps its files there says."""
    return {
        "S3_ENDPOINT_URL": address,
        "S3_PUBLIC_ORIGIN": f"{address}/{PUBLIC}",
        "S3_PUBLIC_BUCKET": PUBLIC,
        "S3_PRIVATE_BUCKET": PRIVATE,
        "S3_ACCESS_KEY_ID": KEY,
        "S3_SECRET_ACCESS_KEY": SECRET,
    }
