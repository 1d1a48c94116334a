"""The twelve crafts as tiles, each with its categories, for choosing by icon."""

from dataclasses import dataclass

from catalogue.models import Category


@dataclass(frozen=True)
class Craft:
    category: Category
    children: list[Category]
    is_open: bool


def crafts_with_categories(chosen=None) -> list[Craft]:
    """One query; the craft of the `chosen` category id is open."""
    rows = list(Category.objects.select_related("parent"))
    crafts = []
    for craft in rows:
        if craft.parent_id is None:
            children = [row for row in rows if row.parent_id == craft.pk]
            crafts.append(Craft(craft, children, any(str(child.pk) == str(chosen) for child in children)))
    return crafts
