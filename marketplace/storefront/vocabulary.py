"""The names by which goods are sorted: crafts and categories, regions and countries, materials, techniques, labels.

Read in one query, kept by `memo`. A term knows its facet value, so that an address, a filter and a count speak of the
same thing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import CharField, F, IntegerField, Value
from django.db.models.functions import Cast, Coalesce

from catalogue.models import Category, Label, Material, Technique
from marketplace.storefront.memo import Memo
from vendors.models import Territory
from vendors.words import resolve

HOME_COUNTRY = "MA"


@dataclass(frozen=True)
class Term:
    """One name. `parent` is a category's craft or a region's country; `group` the group of filters it belongs to."""

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
        self._by_facet = {term.facet: term for term in self.terms}
        self._places_by_slug = {term.slug: term for term in self.terms if term.group == "region"}
        self.crafts = [term for term in self.terms if term.group == "category" and not term.parent]

    def get(self, group: str, code: str) -> Term | None:
        return self._by_code.get((group, code))

    def of_facet(self, facet: str) -> Term | None:
        return self._by_facet.get(facet)

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
    nowhere, first = Value("", CharField()), Value(0, IntegerField())

    def rows(queryset, kind, *, slug="code", parent=nowhere, icon=nowhere, dye=nowhere, position=first):
        columns = {
            "kind": Value(kind, CharField()),
            "shown_slug": Cast(slug, CharField()),
            "above": parent,
            "shown_icon": icon,
            "shown_dye": dye,
            "place_in_list": position,
        }
        return (
            queryset.order_by()
            .annotate(**columns)
            .values_list(
                "kind",
                "code",
                "shown_slug",
                "name_fr",
                "name_ar",
                "name_en",
                "above",
                "shown_icon",
                "shown_dye",
                "place_in_list",
            )
        )

    above = Coalesce(Cast("parent__code", CharField()), nowhere)
    categories = rows(
        Category.objects.all(),
        "category",
        parent=above,
        icon=Cast("icon", CharField()),
        dye=Coalesce(Cast("dye", CharField()), nowhere),
        position=Cast(F("position"), IntegerField()),
    )
    places = rows(Territory.objects.filter(level__lte=Territory.Level.REGION), "region", slug="slug", parent=above)
    others = [rows(model.objects.all(), kind) for model, kind in OTHERS]
    return Vocabulary(_term(*row) for row in categories.union(places, *others, all=True))


OTHERS = [(Material, "material"), (Technique, "technique"), (Label, "label")]


def _term(kind, code, slug, name_fr, name_ar, name_en, parent, icon, dye, position) -> Term:
    top = {"category": "craft", "region": "country"}.get(kind, kind)
    names = {"fr": name_fr, "ar": name_ar, "en": name_en}
    facet = f"{kind if parent else top}:{code}"
    return Term(kind, facet, code, slug, names, parent, icon, dye, position)


vocabulary = Memo(_read)
