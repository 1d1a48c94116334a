"""A size as the pictures' facts give it ("2 x 30 ml", "16, 22 and 28 cm", "39 (EU)") as columns of a product."""

import re

_NET = re.compile(r"(?:(\d+) [x×] )?([\d.,]+) (kg|g|ml|l)$")
_UNITS = {
    "g": ("net_weight_g", 1),
    "kg": ("net_weight_g", 1000),
    "ml": ("net_volume_ml", 1),
    "l": ("net_volume_ml", 1000),
}
_WORN = {"4 years": "104", "6 years": "116", "8 years": "128"}
_BUNCH = 60


def read(size, *, is_sold_by_weight):
    """{"size": what one wears, "dimensions": …, "net_weight_g": …, "net_volume_ml": …}, only those that it tells."""
    if worn := _worn(size):
        return {"size": worn}
    if size == "1 bunch":
        return {"net_weight_g": _BUNCH}
    if is_sold_by_weight and (match := _NET.fullmatch(size)):
        column, factor = _UNITS[match[3]]
        return {column: round(int(match[1] or 1) * float(match[2].replace(",", ".")) * factor)}
    return {"dimensions": _without_words(size)} if any(map(str.isdigit, size)) and "sizes" not in size else {}


def _worn(size):
    if size.endswith("(EU)"):
        return size.removesuffix(" (EU)")
    return _WORN.get(size) or (size if re.fullmatch(r"[SMLX–]+", size) else "")


def _without_words(size):
    """Numbers and units alone: the line is the same in every language."""
    for words, sign in ((" wide, ", " × "), (" and ", " · "), (", ", " · "), (" to ", "–"), (" x ", " × ")):
        size = size.replace(words, sign)
    size = re.sub(r"\b(hammer|tray|chain|each|high)\b ?", "", size)
    return re.sub(r"(\d+) cm × (\d+ cm)", r"\1 × \2", size).strip()
