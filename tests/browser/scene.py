"""What the shop holds while its pages are looked at: a small demo with one vendor a craft, and people in every state.

`shop.do` runs it in a process of the shop; it prints what the addresses of pages need to know.
"""

import io
import json
from datetime import date, timedelta
from unittest import mock

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory
from django.utils import timezone

from bazaars import assignment, touring
from bazaars.models import Bazaar, Sequence, Stop
from catalogue import publishing, stock
from catalogue.models import Product
from marketplace.accounts.models import User
from marketplace.demo import building, fairs, source
from marketplace.demo.pictures import key_of
from tests.browser import shopping
from vendors.models import Territory, Vendor

# One a craft: with members and without, on holiday, abroad, selling through another; those of the home page's stories.
VENDORS = {
    *("azetta-n-iguer", "taryalt-ouarzazate", "fanous-sebbaghine", "izoran-ouzaafran", "itri-n-tiznit", "lawn-attine"),
    *("rafia-diabet", "bogo-ni-jiri", "ward-assif", "saaf-draa", "zellij-maallem-tahar", "calebasses-de-l-atacora"),
}
# Enough for a second page.
PIECES = 30
SHOWN, SOLD, GONE = "carpets-taznakht-01", "wood-frame-mirror-00", "basketry-mat-00"
DRAFT, SUBMITTED, REFUSED = "jewellery-khamsa-00", "jewellery-khamsa-02", "jewellery-earrings-03"
PEOPLE = {
    "artisan": "artisan@maarad.example",
    "curator": "curator@maarad.example",
    "careful": "moderator@maarad.example",
}


def make():
    few = [vendor for vendor in source.vendors() if vendor["id"] in VENDORS]
    named = {SHOWN, SOLD, GONE, DRAFT, SUBMITTED, REFUSED, source.home()["hero"], *source.home()["stalls"]}
    chosen = [piece for place, piece in enumerate(source.pieces()) if place < PIECES or piece.name in named]
    with (
        mock.patch.object(source, "vendors", lambda: few),
        mock.patch.object(source, "pieces", lambda: chosen),
        # The first purchases are of every kind; the two months before them would keep the worker from the pictures.
        mock.patch.object(building.tasks, "make_purchases"),
    ):
        building.make_demo(out=io.StringIO())
    people = {name: User.objects.get(email=email) for name, email in PEOPLE.items()}
    products = {name: Product.objects.get(key=key_of(globals()[name.upper()])) for name in ("shown", "sold", "gone")}
    products |= {name: Product.objects.get(key=key_of(globals()[name.upper()])) for name in ("draft", "refused")}
    _sell_and_withdraw(products, people["curator"])
    TOTP.activate(people["careful"], generate_totp_secret())
    RecoveryCodes.activate(people["careful"])
    vendors = {"vendor": "azetta-n-iguer", "resting": "rafia-diabet"}
    bought = shopping.make()
    exhibited = _fairs(people["curator"])
    print(  # noqa: T201
        json.dumps(
            {
                "ids": {name: product.pk for name, product in products.items()}
                | {name: Vendor.objects.get(code=code).pk for name, code in vendors.items()}
                | exhibited
                | bought["ids"],
                "cookies": bought["cookies"],
                "sessions": {name: session(person) for name, person in people.items()},
            }
        )
    )


def _fairs(actor):
    """On now, calling for exhibitors, long over with who exhibited, and cancelled."""
    over, cancelled = (
        Bazaar.objects.create(code=name, name_fr="Bazar solidaire", name_ar="البازار التضامني", state=state)
        for name, state in (("over", Bazaar.State.ANNOUNCED), ("cancelled", Bazaar.State.CANCELLED))
    )
    for bazaar, starts in ((over, date(2025, 7, 1)), (cancelled, timezone.localdate() + timedelta(days=40))):
        region = Territory.objects.get(code="MA-09")
        stop = Stop.objects.create(bazaar=bazaar, territory=region, town_fr="Chefchaouen", town_ar="شفشاون")
        sequence = Sequence.objects.create(stop=stop, number=1, starts=starts, ends=starts + timedelta(days=4))
        for number, vendor in enumerate(Vendor.objects.open().order_by("code")[:3], 1):
            if bazaar == over:
                assignment.assign(sequence, vendor, stand=f"A{number}", actor=actor)
        with touring.changes(bazaar):
            pass
    coded = {"fair": fairs.RUNNING, "fair_coming": fairs.CALLING, "fair_past": "over", "fair_cancelled": "cancelled"}
    return {name: Bazaar.objects.get(code=code).pk for name, code in coded.items()}


def _sell_and_withdraw(products, actor):
    left = {each.pk: each.stock.on_hand for each in products["sold"].variants.select_related("stock")}
    stock.take({pk: on_hand for pk, on_hand in left.items() if on_hand}, actor=actor)
    publishing.withdraw(products["gone"], actor=actor)


def session(person):
    """Signed in just now with a password, as the form would have done."""
    request = RequestFactory().get("/")
    request.session = SessionStore()
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, person, "password", email=person.email, reauthenticated=True)
    request.session.save()
    return request.session.session_key
