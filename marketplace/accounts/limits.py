"""How often one may try. The counts live in the `default` cache, which all workers share."""

from django.utils.functional import lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

WINDOW_MINUTES = 5
CODE_MINUTES = 10
CODE_ATTEMPTS = 3

# Many people of a town reach us from one address of their operator, so the limits by address are wide. Codes have a
# second limit by day: three tries at each of twenty codes leave a guesser 60 chances in a million.
RATES = {
    "login": f"60/{WINDOW_MINUTES}m/ip",
    "login_failed": f"40/{WINDOW_MINUTES}m/ip,5/{WINDOW_MINUTES}m/key",
    "request_login_code": f"40/{WINDOW_MINUTES}m/ip,3/{WINDOW_MINUTES}m/key",
    "request_login_code_today": "20/d/key",
    "confirm_login_code": f"40/{WINDOW_MINUTES}m/ip",
    # A code for an order goes to any telephone in the world, at our cost.
    "order_code": "20/h/ip",
    "reauthenticate": f"10/{WINDOW_MINUTES}m/user",
    "change_password": f"10/{WINDOW_MINUTES}m/user",
}


def _too_many():
    minutes = ngettext("%(n)s minute", "%(n)s minutes", WINDOW_MINUTES) % {"n": WINDOW_MINUTES}
    return gettext("Too many tries. Wait %(minutes)s, then start again.") % {"minutes": minutes}


TOO_MANY = lazy(_too_many, str)()
TOO_MANY_TODAY = _("Too many codes asked for today. Start again tomorrow, or call the centre.")
