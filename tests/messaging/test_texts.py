"""Every message of every language with ordinary and with very long words. What is filled in, `tests/orders/test_telling.py` proves."""

import pytest

from marketplace.messaging import fitting, texts

LONG = {
    "fr": {
        "maker": "Tahandirt Assif Melloul et des Hauts Plateaux de l’Atlas",
        "workshop": "Tahandirt Assif Melloul",
        "town": "Sidi Abdellah Ghiat de la Montagne",
        "carrier": "Messagerie Nationale du Sud-Est",
        "title": "Grand tapis de laine à losanges indigo et garance, noué à la main",
        "reason": "La photo ne montre pas assez bien la pièce",
        "holder": "Livreur Messagerie Nationale du Sud-Est",
        "pieces": "12 pièces",
        "method": "Paiement à la livraison",
        "provider": "Virement bancaire international",
        "amount": "12\u202f345,50\u00a0DH",
    },
    "ar": {
        "maker": "تاحنديرت أسيف ملول والهضاب العليا للأطلس",
        "workshop": "ورشة تاحنديرت أسيف ملول والهضاب العليا للأطلس",
        "town": "سيدي عبد الله غيات الجبل",
        "carrier": "البريد السريع للجنوب الشرقي",
        "title": "زربية كبيرة من الصوف بمعينات نيلية معقودة باليد",
        "reason": "الصورة لا تظهر القطعة جيدا",
        "holder": "موزع البريد السريع للجنوب الشرقي",
        "pieces": "12 قطعة",
        "method": "الأداء عند التسليم",
        "provider": "تحويل بنكي دولي",
        "amount": "12.345,50\u00a0درهم",
    },
}
LONG["en"] = LONG["fr"] | {"pieces": "12 pieces", "amount": "MAD\u00a012,345.50"}
KINDS = sorted(texts.texts())
EVERY = [(kind, language) for kind in KINDS for language in ("fr", "ar", "en")]


def words_of(kind, language, **more):
    """Something for each name of the text."""
    given = {
        "ref": "K7M4QX2-12",
        "link": "https://maarad.ma/s/K7M4QX2RTW",
        "deadline": "24/11 15:30",
        "date": "24/11",
        "due_date": "24/11",
        "time": "15:30",
        "maker_phone": "06 12 34 56 78",
        "hours": "72",
        "promised": "24/11",
        "state": "Prête",
        "accepted": "12",
        "asked": "34",
        "days": "12 jours",
        **LONG[language],
    }
    amount = given["amount"]
    given |= dict.fromkeys(("total", "cash", "vendor_amount"), amount) | more
    return {name: given.get(name, name) for name in texts.texts()[kind][language].names}


def test_texts_hold_every_message_in_three_languages():
    assert len(KINDS) == 27
    for kind in KINDS:
        assert sorted(texts.texts()[kind]) == ["ar", "en", "fr"]
        for text in texts.texts()[kind].values():
            assert all([text.title, text.text, text.email])
            assert "**" not in text.email
            assert "{{link}}" in text.text


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_text_message_with_long_names_is_one_message(kind, language):
    # As `messaging.queueing` gives them: an amount in the text message of an Arabic reader has its unit in Arabic.
    filled = texts.filled(kind, language, words_of(kind, language), {})
    assert fitting.fits(filled.text), (fitting.length(filled.text), filled.text)
    assert fitting.is_gsm(filled.text) is (language != "ar")
    assert "maarad.ma/s/K7M4QX2RTW" in filled.text
    assert "{{" not in filled.text + filled.email + filled.title


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_email_without_its_optional_words_has_no_hole(kind, language):
    text = texts.texts()[kind][language]
    spans = " ".join(texts.SPAN.findall(f"{text.text} {text.email}"))
    optional = {"words", *texts.NAME.findall(spans), *(name for name in text.names if name.endswith("_sentence"))}
    silent = dict.fromkeys(optional, "")
    filled = texts.filled(kind, language, words_of(kind, language, **silent), {})
    for said in (filled.email, filled.text):
        assert not any(hole in said for hole in ("\n\n\n", "  ", " ,", " .", "..", "[[", "]]", ": .", "()", " ،"))
        assert said == said.strip()


def test_filled_with_a_word_missing_is_an_error():
    with pytest.raises(KeyError, match="amount"):
        texts.filled("shopper-paid", "fr", {"ref": "K7M4QX2", "link": "", "name": ""}, {})


def test_filled_span_disappears_with_the_name_in_it():
    assert (
        texts.fill("Parti[[ avec {{carrier}}]][[, le {{date}}]].", {"carrier": "", "date": "24/11"})
        == "Parti, le 24/11."
    )


def test_filled_paragraph_of_nothing_disappears():
    assert texts.fill("Un.\n\n{{a}}\n\nDeux. {{a}} Trois.", {"a": ""}) == "Un.\n\nDeux. Trois."


def test_facts_of_the_shop_need_not_be_given(monkeypatch):
    monkeypatch.setattr(texts, "_facts", {})
    texts.know("centre_phone", lambda language: f"0801 {language}")
    words = {name: name for name in texts.texts()["vendor-reminder"]["fr"].names - {"centre_phone"}}
    assert "0801 fr" in texts.filled("vendor-reminder", "fr", words, {}).email


@pytest.mark.parametrize(
    ("maker", "said"),
    [
        ("Atelier Zohra", "Colis d’Atelier Zohra"),
        ("Élan", "Colis d’Élan"),
        ("Dar Chiba", "Colis de Dar Chiba"),
        ("", "Colis de"),
    ],
)
def test_filled_french_de_loses_its_vowel_before_another(maker, said):
    assert texts.fill("Colis de {{maker}}", {"maker": maker}) == said
