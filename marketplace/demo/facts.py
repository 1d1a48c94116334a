"""What a piece is like beyond its picture: stock, options, hours, papers. Invented, but the same each time for the same piece."""

import random
from datetime import timedelta

from django.utils import timezone

from catalogue.models import Label, Material, Product, Technique
from marketplace.demo import measures, source

FOOD, CARE = "pantry", "care"
# Months that each keeps; what is not named keeps two years.
KEEPS = {"herbs": 3, "dates": 9, "amlou": 9, "olives": 9, "nuts": 10, "jams": 18, "saffron": 30}
ORGANIC = {"argan-oil", "argan-care", "prickly-pear-oil", "olive-oil", "saffron", "rose-water"}
# Geographical indications that exist, and the towns they are of.
INDICATIONS = {
    "saffron": {"Taliouine"},
    "argan-oil": {"Essaouira", "Taroudant", "Agadir"},
    "rose-water": {"Kelaat M'Gouna"},
}
SOLD, LAST, SALES = 0.1, 0.12, 0.35


def chance(piece, subject=""):
    return random.Random(f"{piece.name} {subject}")


def fields(piece):
    """The columns of Product."""
    eaten_or_worn = piece.craft in (FOOD, CARE)
    measured = measures.read(piece.facts["size"], is_sold_by_weight=eaten_or_worn or piece.category == "yarn")
    measured.pop("size", None)
    given = {
        "is_unique": _is_unique(piece),
        "withdrawal": _withdrawal(piece),
        "hours_of_work": _hours(piece),
        **measured,
    }
    if lead := piece.kind["lead_days"]:
        given |= {"is_made_to_order": True, "lead_time_days": int(lead)}
    if piece.craft == FOOD:
        given["best_before"] = _best_before(piece)
    if eaten_or_worn and _is_moroccan(piece) and piece.category not in ("kohl", "candles"):
        number = chance(piece, "onssa")
        given["onssa_number"] = (
            f"{number.choice(['PP', 'EV', 'PA'])}.{number.randint(1, 12)}.{number.randint(100, 999)}.{number.randint(15, 25)}"
        )
    return given


def variants(piece):
    """Prices in centimes. The piece in the picture is of its own size; beside it stand the other sizes of its kind."""
    price, weight = piece.facts["price_mad"] * 100, int(piece.kind["weight_g"])
    own = measures.read(piece.facts["size"], is_sold_by_weight=False).get("size", "")
    sizes = _sizes(piece, own)
    stock = _stock(piece, len(sizes))
    return [
        {"price": price + _dearer(size) * 100, "currency": "MAD", "size": size, "weight_g": weight, "on_hand": on_hand}
        for size, on_hand in zip(sizes, stock, strict=True)
    ]


def is_sold_out(piece):
    return chance(piece, "sold").random() < SOLD


def texts(piece):
    """Title, description, care and ingredients in each language."""
    return {
        language: {
            "title": piece.facts["title"][language],
            "description": piece.words[language],
            "care": source.table("care", "craft")[piece.craft][language],
            "ingredients": _ingredients(piece, language),
        }
        for language in source.LANGUAGES
    }


def labels(piece, vendor, checker):
    """Labels of a piece of `vendor`; a certificate always with who checked it and when."""
    checked, codes = {}, []
    if piece.craft not in (FOOD, CARE):
        codes.append("handmade")
    if vendor.is_cooperative and vendor.is_women_led:
        codes.append("women")
    number = chance(piece, "label")
    if vendor.partners.exists() and number.random() < 0.15:
        codes.append("fair_trade")
        checked["fair_trade"] = f"CE-{number.randint(2019, 2025)}-{number.randint(100, 999)}"
    if piece.category in ORGANIC and number.random() < 0.6:
        checked["organic"] = f"BIO-MA-{number.randint(1000, 9999)}"
    if piece.facts["town"] in INDICATIONS.get(piece.category, ()):
        checked["gi"] = f"IG-{number.randint(10, 99)}/{number.randint(2012, 2020)}"
    if piece.craft in ("zellige", "pottery", "carpets") and number.random() < 0.12:
        checked["national"] = f"LN-{number.randint(2018, 2025)}-{number.randint(1000, 9999)}"
    on = timezone.localdate() - timedelta(days=number.randint(20, 300))
    return [
        {"label": label}
        | (
            {"certificate": checked[label.code], "checked_by": checker, "checked_on": on}
            if label.code in checked
            else {}
        )
        for label in Label.objects.filter(code__in={*codes, *checked})
    ]


def materials(piece):
    return Material.objects.filter(code__in=_material_codes(piece))


def techniques(piece):
    return Technique.objects.filter(code__in=source.codes("techniques", piece.facts["technique"]))


def published_at(piece, place, count):
    """One after the other over the last ten weeks, the first in the list the newest."""
    minutes = place * 70 * 24 * 60 // count + chance(piece, "hour").randint(0, 180)
    return timezone.now() - timedelta(minutes=minutes + 30)


def _is_unique(piece):
    return piece.kind["stock"] == "one"


def _is_moroccan(piece):
    return source.table("towns", "town")[piece.facts["town"]]["territory"].startswith("MA")


def _withdrawal(piece):
    if piece.craft == FOOD:
        return Product.Withdrawal.PERISHABLE
    if piece.craft == CARE and piece.category not in ("kohl", "candles"):
        return Product.Withdrawal.SEALED
    if piece.kind["lead_days"] and piece.craft == "clothing":
        return Product.Withdrawal.MADE_TO_MEASURE
    return Product.Withdrawal.ALLOWED


def _hours(piece):
    if not piece.kind["hours"]:
        return None
    low, high = map(int, piece.kind["hours"].split("-"))
    return chance(piece, "hours").randint(low, high)


def _best_before(piece):
    return timezone.localdate() + timedelta(
        days=30 * KEEPS.get(piece.category, 24) - chance(piece, "date").randint(0, 45)
    )


def _sizes(piece, own):
    sizes = piece.kind["sizes"].split()
    if piece.category == "belts":
        own = str(min(sizes, key=lambda size: abs(int(size) - int(piece.facts["size"].split()[0]))))
    if not sizes or "–" in own:
        return [own]
    near = sizes.index(own) if own in sizes else 1
    return sizes[max(near - 2, 0) : near + 3]


def _dearer(size):
    """A larger child's garment takes more cloth."""
    return (int(size) - 104) // 12 * 40 if size in ("104", "116", "128", "140") else 0


def _stock(piece, count):
    number = chance(piece, "stock")
    if piece.kind["stock"] == "one":
        return [1] + [0] * (count - 1)
    if number.random() < LAST:
        return [1] + [0] * (count - 1)
    low, high = (8, 40) if piece.kind["stock"] == "many" else (2, 9)
    if count == 1:
        return [number.randint(low, high)]
    return [number.randint(1, max(2, high // count)) if number.random() < 0.8 else 0 for _size in range(count - 1)] + [
        2
    ]


def _material_codes(piece):
    return [code for word in piece.facts["materials"] for code in source.codes("materials", word)]


def _ingredients(piece, language):
    if piece.craft not in (FOOD, CARE) or piece.category in ("kohl", "candles"):
        return ""
    codes = _material_codes(piece)
    found = {material.code: material.name_in(language) for material in Material.objects.filter(code__in=codes)}
    names = [found[code] for code in codes if code != "viscose" and code in found]
    extra = source.table("extras", "recipe").get(piece.facts["recipe"])
    more = [word.strip() for word in extra[language].replace("؛", ";").split(";")] if extra else []
    return ("، " if language == "ar" else ", ").join([*names, *more])
