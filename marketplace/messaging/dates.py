"""Days and hours as a message says them: in words in an e-mail, in figures in a text message."""

from datetime import date, datetime

from babel.dates import format_date, format_datetime
from django.utils import timezone

LOCALES = {"fr": "fr", "ar": "ar_MA", "en": "en_GB"}
MOMENTS = {"fr": "EEEE d MMMM 'à' H 'h' mm", "ar": "EEEE d MMMM 'على' 'الساعة' H:mm", "en": "EEEE d MMMM 'at' H:mm"}


def day(at: date | None, language: str) -> str:
    """`mardi 24 novembre`; nothing of nothing."""
    return _first(format_date(_local(at), "EEEE d MMMM", locale=LOCALES[language]), language) if at else ""


def moment(at: datetime | None, language: str) -> str:
    """`mardi 24 novembre à 15 h 30`."""
    return _first(format_datetime(_local(at), MOMENTS[language], locale=LOCALES[language]), language) if at else ""


def hour(at: datetime, language: str) -> str:
    """`15 h 30`."""
    return format_datetime(_local(at), "H\u00a0'h'\u00a0mm" if language == "fr" else "H:mm", locale=LOCALES[language])


def short_day(at: date | None) -> str:
    """`24/11`."""
    return f"{_local(at):%d/%m}" if at else ""


def short_moment(at: datetime | None) -> str:
    """`24/11 15:30`."""
    return f"{_local(at):%d/%m %H:%M}" if at else ""


def _first(said: str, language: str) -> str:
    """French says `1er décembre`."""
    return said.replace(" 1 ", " 1er ", 1) if language == "fr" else said


def _local(at):
    return timezone.localtime(at).replace(tzinfo=None) if isinstance(at, datetime) else at
