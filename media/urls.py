"""Addresses of what is heard and seen, the same in all languages."""

from django.urls import path, register_converter

from media import views


class Hash:
    regex = "[0-9a-f]{32}"

    def to_python(self, value):
        return value

    to_url = to_python


class SpokenFormat(Hash):
    regex = "webm|m4a|mp4"


register_converter(Hash, "hash")
register_converter(SpokenFormat, "spoken_format")

urlpatterns = [path("<hash:hash_>.<spoken_format:format_>", views.spoken, name="spoken")]
