from django.apps import AppConfig

from marketplace import timetable


class TimetableConfig(AppConfig):
    name = "marketplace.timetable"
    label = "timetable"

    def ready(self):
        # Models are there only now.
        from marketplace.timetable import queue

        timetable.every(60, "queue.retake", queue.retake)
        timetable.every(86_400, "queue.prune", queue.prune)
