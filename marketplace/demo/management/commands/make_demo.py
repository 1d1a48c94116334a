import logging

from django.conf import settings
from django.core.management.base import BaseCommand

from marketplace.demo import accounts, building, wiping
from media import sweeping


class Command(BaseCommand):
    help = "Make the demo shop through the shop's own verbs. Run again, it goes on where it stopped."

    def add_arguments(self, parser):
        parser.add_argument("--fresh", action="store_true", help="empty the shop first, its files too")
        parser.add_argument("--limit", type=int, help="so many pieces only")

    def handle(self, *, fresh, limit, **options):
        # Wagtail says each page it publishes, on the terminal too; and the bar redraws its line.
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        self.stdout.ending = ""
        if fresh:
            self.stdout.write("Emptying the shop\n")
            wiping.wipe()
        self.stdout.write("Making the demo: 78 makers and their pieces\n")
        building.make_demo(limit=limit, out=self.stdout)
        self.stdout.write(
            f"Card-sized pictures are there; larger ones of {len(sweeping.unfinished())} and the second views follow"
            " in the background while the site is open.\n"
        )
        for account in accounts.ACCOUNTS:
            self.stdout.write(
                f"  {settings.PUBLIC_ORIGIN}{account.where:<11} {account.role}: {account.email} or {account.phone}\n"
            )
        self.stdout.write(f"  The password of each is {accounts.PASSWORD}\n")
