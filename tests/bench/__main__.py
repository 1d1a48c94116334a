"""Whole guest checkouts and `place` alone, beside the bare transaction, all on one PostgreSQL in one run."""

import os
import sys
import time

import django
from django.conf import settings

CLIENTS, SECONDS = 8, float(os.environ.get("SECONDS", "10"))
VENDORS, PIECES = 20, int(os.environ.get("N", "200"))


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection, connections

    from marketplace.orders.models import Purchase
    from tests import buying, promises, serving
    from tests.bench import bare, measuring, scene
    from tests.bench.shopper import Shopper

    url = os.environ["DATABASE_URL"]
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    variants, province = scene.make(PIECES, VENDORS)
    bare.prepare(url)
    print(f"{PIECES} pieces of {VENDORS} makers; {CLIENTS} clients, {SECONDS:.0f} s each; PostgreSQL", flush=True)

    def turns(number, count):
        """So many variants of different makers, others each time."""
        place = number * 31
        while True:
            place += 1
            yield [variants[(place * 7 + each * 3) % len(variants)] for each in range(count)]

    results = []

    def report(measured):
        results.append(measured)
        print(f"  {measured}", flush=True)

    report(measuring.run("bare transaction", lambda number: bare.ordering(url), clients=CLIENTS, seconds=SECONDS))

    def placing(number):
        chosen = turns(number, 2)
        return lambda: buying.placed(scene.shown(next(chosen), province))

    report(measuring.run("quote and place, two makers", placing, clients=CLIENTS, seconds=SECONDS))
    connections.close_all()

    port = serving.free_port()
    environment = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.bench.settings"}
    with serving.serve(
        "marketplace.wsgi:application", port=port, processes=2, environment=environment, ready="/healthz"
    ) as server:

        def shopping(number):
            shopper, chosen = Shopper(port, province.pk), turns(number, 3)
            return lambda: shopper.buy(next(chosen))

        measuring.run("warm", shopping, clients=2, seconds=2)
        report(
            measuring.run(
                "whole guest checkout, three makers", shopping, clients=CLIENTS, seconds=SECONDS, server=server.pid
            )
        )
    first, places, checkouts = results
    print(f"place / bare transaction: {places.per_second / first.per_second:.3f}")
    print(f"whole checkout / bare transaction: {checkouts.per_second / first.per_second:.4f}")
    began = time.monotonic()
    broken = promises.broken()
    print(
        f"{Purchase.objects.count()} purchases, promises broken: {len(broken)} ({time.monotonic() - began:.0f} s to see)"
    )
    connection.close()
    if broken:
        sys.exit("\n".join(broken[:10]))
    assert settings.DEBUG is False


if __name__ == "__main__":
    main()
