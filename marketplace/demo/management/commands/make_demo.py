import logging

from django.core.management import call_command
from django.core.management.base import BaseCommand

from marketplace.demo import accounts, building, source, wiping
from media import sweeping


class Command(BaseCommand):
    help = "Make the demo shop through the shop's own verbs. Stopped half way, it goes on from there."

    def add_arguments(self, parser):
        parser.add_argument("--fresh", action="store_true", help="empty the shop first, its files too")
        parser.add_argument("--limit", type=int, help="so many pieces only")

    def handle(self, *, fresh, limit, **options):
        # Wagtail says each page it publishes, on the terminal too; and the bar redraws its line.
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        self.stdout.ending = ""
        if accounts.were_opened() and not fresh:
            building.catch_up(out=self.stdout)
            return
        if fresh:
            self.stdout.write("  Emptying the shop …\n")
            wiping.wipe()
        pieces = len(source.pieces()[:limit])
        self.stdout.write(f"  Making the demo: {len(source.vendors())} makers, {pieces} pieces, their pictures …\n")
        building.make_demo(limit=limit, out=self.stdout)
        self.stdout.write(
            f"  Each piece has its first picture, as cards show it; the larger sizes of {len(sweeping.unfinished())}"
            " and the second views follow in the background while the site is open.\n"
        )
        if fresh:
            call_command("welcome", stdout=self.stdout)
