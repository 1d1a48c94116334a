import sys

from django.core.management.base import BaseCommand

from marketplace.office import probes
from marketplace.timetable import health


class Command(BaseCommand):
    help = "Whether the background work is done; for monitoring. Exit code 1 when it is not."

    def handle(self, **options):
        found = health.look()
        self.stdout.write(
            f"workers {found.workers}  waiting {found.waiting}  running {found.running}  given up {found.given_up}"
        )
        for job in found.jobs:
            state = "failed" if job.error else "late" if job.is_late else "done"
            self.stdout.write(f"{state:7}{job.name}")
        redis = probes.redis_answers()
        if redis is not None:
            self.stdout.write(f"{'done' if redis else 'away':7}redis")
        if not found.is_well or redis is False:
            sys.exit(1)
