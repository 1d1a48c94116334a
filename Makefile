.PHONY: run test check bench demo territories

# The shop on http://127.0.0.1:8000, with its demo (PORT= and DEMO=0 change that).
run:
	@python3 .ci/run_shop.py

# The whole suite: SQLite always, PostgreSQL and the browser where they are installed.
test:
	@python3 .ci/test.py

# Format, lint, layers, types, translations, migrations, settings.
check:
	@python3 .ci/check.py

# How fast the shop is, as ratios within one run (SECONDS= and N= change its length and size).
bench:
	@python3 .ci/bench.py

# The demo from nothing: everything in var/ that belongs to the shop is made anew.
demo:
	@python3 .ci/prepare.py && .venv/bin/python manage.py prepare --demo --fresh

# All communes of Morocco, beside its regions and provinces.
territories:
	@.venv/bin/python manage.py load_territories --communes
