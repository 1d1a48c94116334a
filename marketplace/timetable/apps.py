from django.apps import AppConfig


class TimetableConfig(AppConfig):
    name = "marketplace.timetable"
    label = "timetable"
