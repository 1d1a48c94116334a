from django.core.management.base import BaseCommand

from marketplace.timetable.working import PULSE, ShopWorker


class Command(BaseCommand):
    help = "The background worker: the queue and the timetable, until it is stopped."

    def add_arguments(self, parser):
        parser.add_argument("--pulse", type=float, default=PULSE, help="seconds between two looks at the timetable")

    def handle(self, *, pulse, **options):
        worker = ShopWorker(pulse=pulse)
        worker.configure_signals()
        worker.run()
