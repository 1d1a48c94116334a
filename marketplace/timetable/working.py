"""The background worker: the queue's own loop, and beside it a pulse and the timetable."""

import logging
import threading
from contextlib import suppress

from django.db import DatabaseError, OperationalError, close_old_connections, connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from marketplace.timetable.models import Beat
from marketplace.timetable.running import run_due

logger = logging.getLogger(__name__)

PULSE = 5.0


class ShopWorker(Worker):
    """Runs every queue until it is told to stop; a task that is running then is finished first."""

    def __init__(self, *, interval: float = 0.5, pulse: float = PULSE):
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=interval,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(16),
        )
        self.pulse = pulse
        self.stopped = threading.Event()

    def run(self) -> None:
        # Two threads, because a job must not stop the pulse, nor a long task the timetable.
        threads = [threading.Thread(target=self._again, args=[work], daemon=True) for work in (self._beat, run_due)]
        for thread in threads:
            thread.start()
        try:
            while self.running:
                self._live()
        finally:
            self.stopped.set()
            for thread in threads:
                thread.join(self.pulse)
            with suppress(DatabaseError):
                Beat.objects.filter(worker=self.worker_id).delete()

    def _live(self) -> None:
        """The queue's loop. A database that goes away ends this life, not the process: what it was doing is then retaken."""
        try:
            super().run()
        except OperationalError:
            logger.warning("The worker lost the database, and begins again", exc_info=True)
            self.worker_id = get_random_string(16)
            self.stopped.wait(self.pulse)

    def _again(self, work) -> None:
        """A database that is locked or away for a moment is met again at the next pulse."""
        while not self.stopped.is_set():
            try:
                work()
            except DatabaseError:
                logger.warning("The worker's clock missed a beat", exc_info=True)
            close_old_connections()
            self.stopped.wait(self.pulse)
        connections.close_all()

    def _beat(self) -> None:
        Beat.objects.update_or_create(worker=self.worker_id, defaults={"at": timezone.now()})
