"""What networks show of a page that somebody shares (Open Graph, and X's card)."""

from dataclasses import dataclass
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.text import Truncator

from marketplace.storefront.addresses import public
from media.markup import share_url

LOCALES = {"fr": "fr_FR", "ar": "ar_AR", "en": "en_GB"}
LONGEST = 200


@dataclass(frozen=True)
class Shared:
    """`picture`: anything with hash and ready; until what is shared of it is made, and without one, the poster is shown."""

    title: str = ""
    description: str = ""
    kind: str = "website"
    picture: Any = None

    @property
    def words(self) -> str:
        return Truncator(self.description).chars(LONGEST)

    @property
    def image(self) -> str:
        return (self.picture and public_share(self.picture)) or poster()


def public_share(picture: Any) -> str:
    url = share_url(picture)
    return public(url) if url else ""


def poster() -> str:
    return public(staticfiles_storage.url("poster.jpg"))
