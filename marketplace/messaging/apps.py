from django.apps import AppConfig

from marketplace import timetable


class MessagingConfig(AppConfig):
    name = "marketplace.messaging"
    label = "messaging"

    def ready(self):
        # Models are there only now; checks are imported for their registration.
        from marketplace.messaging import checks, delivering, links, queueing  # noqa: F401

        timetable.every(60, "messaging.sweep", queueing.sweep)
        timetable.every(86_400, "messaging.prune", delivering.prune)
        timetable.every(86_400, "messaging.prune_links", links.prune)
