from django.core.management.base import BaseCommand

from catalogue import taxonomy


class Command(BaseCommand):
    help = "Load crafts, categories, materials, techniques and labels; run again, it only adds what is new."

    def handle(self, *args, **options):
        self.stdout.write(f"{taxonomy.load()} added")
