import pytest

from marketplace.messaging.layout import as_html, linked
from marketplace.messaging.models import Message


@pytest.mark.parametrize(("language", "direction", "side"), [("fr", "ltr", "left"), ("ar", "rtl", "right")])
def test_letter_is_written_in_its_languages_direction(language, direction, side):
    html = as_html(Message(language=language, title="Titre", body="Un\n1 < 2\n\nDeux"))
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert f"text-align:{side}" in html
    assert "Un<br>1 &lt; 2</p>" in html


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("Suivi : http://127.0.0.1:8000/s/K7M4QX2RTW.", "http://127.0.0.1:8000/s/K7M4QX2RTW"),
        ("http://127.0.0.1:8000/fr/catalogue/rugs/", "http://127.0.0.1:8000/fr/catalogue/rugs/"),
        ("Voyez https://elsewhere.example/s/K7M4QX2RTW", None),
        ("http://127.0.0.1:8000.elsewhere.example/", "http://127.0.0.1:8000"),
    ],
)
def test_linked_makes_links_of_our_own_addresses_alone(line, address):
    html = linked(line)
    assert (f'href="{address}"' in html) if address else ("href" not in html)
    assert "elsewhere.example" not in html.partition("</a>")[0] or address is None


def test_linked_escapes_what_people_wrote():
    assert linked('<a href="javascript:1">') == "&lt;a href=&quot;javascript:1&quot;&gt;"
