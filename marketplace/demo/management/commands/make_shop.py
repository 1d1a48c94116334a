from django.core.management.base import BaseCommand

from marketplace.demo import building


class Command(BaseCommand):
    help = "Make an empty shop: places, crafts and categories, home and legal pages. Run again, it only adds what is missing."

    def handle(self, **options):
        building.make_shop(lambda words, count=1: self.stdout.write(f"  {words}"))
