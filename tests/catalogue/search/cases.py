"""What people type and what they must find in `stock.tsv`: judged from the titles before the code was written."""

CARPETS = "azilal-00 azilal-02 beni-ourain-00 chichaoua-00 round-rug-01"
ALL_ZRABI = f"{CARPETS} boucherouite-03"

ARABIC = {
    "والقفطان": "caftan-00 caftan-03",
    "القفاطن": "caftan-00 caftan-03",
    "قفطا": "caftan-00 caftan-03",
    "زرابي": ALL_ZRABI,
    "وزربيات": ALL_ZRABI,
    "زرابي حمراء": "azilal-02 chichaoua-00",
    "أحمر": "azilal-02 chichaoua-00 hat-straw-01 lantern-02",
    "نجمة": "plate-fes-00 bread-basket-lid-02",
    "فضة": "bracelets-00 bracelets-03 necklace-amber-00 ring-set-00 caftan-03",
    "بالمرجان": "bracelets-00 earrings-00",
    "وسائد": "cushion-01",
    "حصائر": "mat-00 mat-03",
    "كأس": "tea-glasses-00 candles-01",
    "زيت الزيتون": "olive-oil-00 soap-bars-00",
    "زيتون": "olive-oil-00 soap-bars-00 olives-01",
    "زَيْت أَرْكَـــان": "argan-oil-care-00 argan-oil-care-01 argan-oil-food-00",
    "اساور": "bracelets-00 bracelets-03",
    "خاتم": "ring-set-00",
    "فنجان": "cups-01",
    "نيلي": "basket-palm-01 bread-basket-lid-02 doum-set-00 scarf-00",
    "جلد": "basket-palm-00 mat-00 belt-03 pouf-02 satchel-01",
    "٤٥ سم": "tray-00",
    "فاس": "plate-fes-00 babouches-pointed-00 babouches-round-03",
    "ڭندورة": "gandoura-00",
    "كندوره بيضا": "gandoura-00",
}

FRENCH = {
    "tapis": CARPETS,
    "TAPIS D'AZILAL": "azilal-00 azilal-02",
    "d’argan": "argan-oil-care-00 argan-oil-care-01 argan-oil-food-00 black-soap-03 amlou-00",
    "huiles d'argan": "argan-oil-care-00 argan-oil-care-01 argan-oil-food-00 black-soap-03",
    "theiere": "teapot-00 cups-01 chichaoua-00",
    "verres à thé": "tea-glasses-00 candles-01",
    "brodée": "gandoura-00",
    "broderies": "babouches-round-03 pouf-02",
    "noire": "fan-benin-00 djellaba-03 olives-01 black-soap-00 black-soap-03 beni-ourain-00",
    "blanches": "gandoura-00 selham-cape-00 babouches-round-03 pouf-02",
    "plateaux laiton": "tray-00",
    "argent": "bracelets-00 bracelets-03 necklace-amber-00 ring-set-00 caftan-03",
    "l'olive": "soap-bars-00 olive-oil-00 olives-01 black-soap-00 black-soap-03",
    "coussin": "cushion-01",
    "paniers": "doum-set-00",
    "losange": "azilal-00 beni-ourain-00 lantern-02",
    "amazigh": "earrings-00",
    "couvert": "blanket-pompoms-00",
    "FÈS": (
        "selham-cape-00 babouches-pointed-00 babouches-round-03 satchel-01 candlestick-00 teapot-00 tray-00 olives-01"
        " plate-fes-00 caftan-00"
    ),
    "cuir naturel": "belt-03 satchel-01",
}

ENGLISH = {
    "carpets": "azilal-00 azilal-02 beni-ourain-00 chichaoua-00",
    "rug": "round-rug-01 boucherouite-03",
    "embroidered": "gandoura-00",
    "scented candles": "candles-01",
    "silver rings": "ring-set-00",
    "leather": (
        "basket-palm-00 basket-palm-01 bread-basket-lid-02 mat-00 babouches-pointed-00 babouches-round-03 belt-03"
        " pouf-02 satchel-01"
    ),
    "baskets": "basket-palm-00 basket-palm-01 bread-basket-lid-02 doum-set-00",
    "prayer mat": "mat-03",
    "clay bowl": "bowls-safi-00 almonds-walnuts-02",
    "olive oil soap": "soap-bars-00 black-soap-00 black-soap-03",
}

# The inside of كسكس, وسادة without its own first letter, longer words, and a second word that counts.
NOTHING = {"سكس": "", "سادة": "", "tapisserie": "", "carpenter": "", "قفطان نحاسي": ""}

CASES = {query: set(keys.split()) for query, keys in {**ARABIC, **FRENCH, **ENGLISH, **NOTHING}.items()}
