"""The names by which goods are sorted: crafts and categories, regions and countries, materials, techniques, labels.

Read in one query, kept by `memo`. A term knows its facet value, so that an address, a filter and a count speak of the
same thing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import JSONObject

from bazaars.models import Bazaar
from catalogue.models import Category, Label, Material, Technique
from marketplace.storefront.memo import Memo
from marketplace.storefront.models import StandardPage, StoryIndexPage, StoryPage
from vendors.models import Territory
from vendors.words import resolve

HOME_COUNTRY = "MA"


@dataclass(frozen=True)
class Term:
    """One name. `parent` is a category's craft or a region's country; `group` the group of filters it belongs to, or
    `page`.
    """

    group: str
    facet: str
    code: str
    slug: str
    names: dict[str, str] = field(hash=False, compare=False)
    parent: str = ""
    icon: str = ""
    dye: str = ""
    position: int = 0

    def name(self, language: str) -> str:
        return resolve(self.names, language)[0] or self.code

    def name_language(self, language: str) -> str:
        return resolve(self.names, language)[1]


class Vocabulary:
    def __init__(self, terms: Iterable[Term]):
        self.terms = sorted(terms, key=lambda term: (term.position, term.code))
        self._by_code = {(term.group, term.code): term for term in self.terms}
        self._places_by_slug = {term.slug: term for term in self.terms if term.group == "region"}
        self.crafts = [term for term in self.terms if term.group == "category" and not term.parent]

    def get(self, group: str, code: str) -> Term | None:
        return self._by_code.get((group, code))

    def place(self, slug: str) -> Term | None:
        return self._places_by_slug.get(slug)

    def craft_of(self, category: Term) -> Term:
        return self.get("category", category.parent) or category if category.parent else category

    def group(self, name: str) -> list[Term]:
        return [term for term in self.terms if term.group == name]

    def places(self) -> list[Term]:
        """What one chooses a place by: the regions at home, the other countries."""
        return [
            term
            for term in self.group("region")
            if term.parent == HOME_COUNTRY or (not term.parent and term.code != HOME_COUNTRY)
        ]


def _read() -> Vocabulary:
    sources = [
        _rows("category", Category.objects.all(), parent="parent__code", icon="icon", dye="dye", position="position"),
        _rows(
            "region",
            Territory.objects.filter(level__lte=Territory.Level.REGION),
            slug="slug",
            parent="parent__code",
        ),
        _rows("material", Material.objects.all()),
        _rows("technique", Technique.objects.all()),
        _rows("label", Label.objects.all(), icon="icon"),
    ]
    # The pages linked at the foot come along, one statement for all that the frame says: code is their place in the
    # tree.
    pages = {"code": "path", "slug": "slug", "fr": "title", "ar": "title", "en": "title"}
    sources.append(_rows("page", StandardPage.objects.live().in_menu(), parent="locale__language_code", **pages))
    # Whether the menu leads to fairs comes along too: one announced fair is enough.
    announced = Bazaar.objects.filter(state=Bazaar.State.ANNOUNCED).order_by("pk").values("pk")[:1]
    sources.append(_rows("fair", Bazaar.objects.filter(pk__in=announced)))
    # And the list of stories of each language that has some.
    told = StoryPage.objects.live().filter(locale=OuterRef("locale"))
    lists = StoryIndexPage.objects.live().filter(Exists(told))
    sources.append(_rows("stories", lists, parent="locale__language_code", **pages))
    return Vocabulary(_term(kind, row) for kind, row in sources[0].union(*sources[1:], all=True))


def _rows(kind, queryset, **columns):
    """(kind, {…}) for each row: tables that differ, in one union."""
    names = {"fr": "name_fr", "ar": "name_ar", "en": "name_en"}
    row = JSONObject(**({"code": "code", "slug": "code"} | names | columns))
    return queryset.order_by().values_list(Value(kind, CharField()), row)


def _term(kind: str, row: dict) -> Term:
    names = {language: row.pop(language) for language in ("fr", "ar", "en")}
    code, parent = row["code"], row.pop("parent", None) or ""
    top = {"category": "craft", "region": "country"}.get(kind, kind)
    return Term(group=kind, facet=f"{kind if parent else top}:{code}", names=names, parent=parent, **row)


vocabulary = Memo(_read)
