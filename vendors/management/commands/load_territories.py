from argparse import BooleanOptionalAction

from django.core.management.base import BaseCommand

from vendors import territories


class Command(BaseCommand):
    help = "Load countries, regions, provinces and communes; run again, it only adds and mends."

    def add_arguments(self, parser):
        parser.add_argument(
            "--communes", action=BooleanOptionalAction, default=True, help="Morocco's 1,500 communes too"
        )

    def handle(self, *args, communes, **options):
        self.stdout.write(f"{territories.load(communes=communes)} territories")
