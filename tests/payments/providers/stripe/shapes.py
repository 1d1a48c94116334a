"""Stripe's own description of what it answers, as JSON Schema."""

import json
from functools import cache

from jsonschema import Draft7Validator

from marketplace.settings import BASE_DIR

# As `.ci/stripe_mock.py` leaves them.
BINARY, SPEC = (BASE_DIR / "var" / "stripe-mock" / name for name in ("stripe-mock", "spec3.json"))


def faults(kind, thing):
    """What is wrong with it, by Stripe's description of that kind: wrong types, missing fields, and fields there are not."""
    schema, known = _validator(kind)
    found = [f"{kind}: {error.json_path}: {error.message}" for error in schema.iter_errors(thing)]
    return found + [f"{kind}: there is no {name}" for name in thing if name not in known]


@cache
def _validator(kind):
    schemas = _spec()["components"]["schemas"]
    root = {"$ref": f"#/components/schemas/{kind}", "components": {"schemas": schemas}}
    return Draft7Validator(root), set(schemas[kind]["properties"])


@cache
def _spec():
    return _as_json_schema(json.loads(SPEC.read_text()))


def _as_json_schema(part):
    """OpenAPI 3.0 says `nullable` where JSON Schema names another type."""
    if isinstance(part, list):
        return [_as_json_schema(each) for each in part]
    if not isinstance(part, dict):
        return part
    plain = {name: _as_json_schema(each) for name, each in part.items() if name != "nullable"}
    return {"anyOf": [plain, {"type": "null"}]} if part.get("nullable") is True else plain
