from django.apps import AppConfig

from marketplace import timetable


class MediaConfig(AppConfig):
    name = "media"

    def ready(self):
        # Models are there only now.
        from media import checks, sweeping  # noqa: F401 - checks register themselves

        timetable.every(900, "media.sweep", sweeping.sweep)
        timetable.every(86_400, "media.orphans", sweeping.remove_orphans)
