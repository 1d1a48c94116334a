"""How the sandbox signs what it tells, in the way of real ones: a time and an HMAC over the time and the body."""

import hmac
import json
import time

from django.utils.crypto import salted_hmac

from marketplace.payments.providers.protocol import NotGenuine

HEADER = "Sandbox-Signature"
TOLERANCE = 300
SALT = "marketplace.payments.sandbox"


def signed(notice_id: str, reference: str) -> tuple[bytes, str]:
    """(body, signature)."""
    body = json.dumps({"id": notice_id, "reference": reference}).encode()
    at = int(time.time())
    return body, f"t={at},v1={_seal(at, body)}"


def read(signature: str, body: bytes) -> tuple[str, str]:
    """(notice id, reference). Raises NotGenuine for another's, an old one, or one that was changed."""
    try:
        said = dict(part.split("=", 1) for part in signature.split(","))
        at = int(said["t"])
        is_ours = hmac.compare_digest(said["v1"], _seal(at, body)) and abs(time.time() - at) <= TOLERANCE
        told = json.loads(body)
        if is_ours:
            return str(told["id"]), str(told["reference"])
    except (KeyError, ValueError, TypeError):
        pass
    raise NotGenuine


def _seal(at: int, body: bytes) -> str:
    return salted_hmac(SALT, f"{at}.".encode() + body, algorithm="sha256").hexdigest()
