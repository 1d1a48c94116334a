"""The library costs each process 23 MiB: a shop that takes no cards by Stripe must not pay them."""

import subprocess
import sys

import pytest

TOLD = """
import os, sys
os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "CARD_PROVIDER": %r}
import django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
print("stripe" in sys.modules)
%s
print("stripe" in sys.modules)
"""
ASKED = "from marketplace.payments.providers.stripe.asking import _client; _client('sk_test_1', '')"


@pytest.mark.parametrize("provider", ["sandbox", "stripe"])
def test_library_is_imported_when_stripe_is_asked_and_not_before(provider):
    command = [sys.executable, "-c", TOLD % (provider, ASKED)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
