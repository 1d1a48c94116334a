from django.apps import AppConfig

from marketplace import timetable


class BazaarsConfig(AppConfig):
    name = "bazaars"

    def ready(self):
        # Models are there only now.
        from bazaars import cards
        from catalogue import shelf

        shelf.contribute(cards.KEY, cards.stands, facets=cards.facets)
        timetable.every(600, "bazaars.stands", cards.refresh)
