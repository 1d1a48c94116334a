"""The HTML of a picture comes from its columns alone."""

import time
from types import SimpleNamespace

import pytest
from django.core.files.storage import FileSystemStorage
from django.template import Context, Template
from django.utils import translation
from wagtail.blocks import StreamBlock

from media import intake
from media.blocks import STORY_BLOCKS
from media.markup import picture_html, picture_url
from tests import factories
from tests.media import samples

SIZES = "(min-width: 64em) 25vw, 50vw"
HASH = "ab" + "0" * 30


def shown(**columns):
    return SimpleNamespace(
        **{"hash": HASH, "width": 800, "height": 1000, "ready": "160 320", "dye": "madder", **columns}
    )


def test_picture_html_names_every_ready_size():
    start = f"/media/p/ab/{HASH}"
    assert picture_html(shown(), sizes_attribute=SIZES, alt="Un tapis") == (
        '<picture class="picture" data-dye="madder">'
        f'<source type="image/avif" srcset="{start}-160.avif 160w, {start}-320.avif 320w" sizes="{SIZES}">'
        f'<img src="{start}-320.jpg" srcset="{start}-160.jpg 160w, {start}-320.jpg 320w" sizes="{SIZES}"'
        ' width="320" height="400" alt="Un tapis" loading="lazy" decoding="async"></picture>'
    )


def test_picture_html_eager_is_not_lazy():
    html = picture_html(shown(), sizes_attribute=SIZES, alt="", eager=True)
    assert 'fetchpriority="high"' in html
    assert "lazy" not in html


def test_picture_html_up_to_leaves_larger_widths_out():
    picture = shown(ready="160 320 480 640 800")
    html = picture_html(picture, sizes_attribute=SIZES, alt="", up_to=480)
    assert "-480.avif" in html
    assert "-640" not in html
    assert "-160.avif" in picture_html(picture, sizes_attribute=SIZES, alt="", up_to=90)


@pytest.mark.parametrize("value", ['"><script>alert(1)</script>', "l'œil & <b>"])
def test_picture_html_words_are_escaped(value):
    html = picture_html(shown(), sizes_attribute=value, alt=value)
    assert "<script>" not in html
    assert "<b>" not in html


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "La photo se prépare."), ("ar", "الصورة قيد التحضير."), ("en", "The photo is being prepared.")],
)
def test_picture_html_nothing_ready_says_so_on_the_dye(language, words):
    with translation.override(language):
        html = picture_html(shown(ready=""), sizes_attribute=SIZES, alt="")
    assert html == f'<span class="picture picture-pending" data-dye="madder"><span>{words}</span></span>'


def test_picture_html_style_is_never_inline():
    assert "style" not in picture_html(shown(), sizes_attribute=SIZES, alt="")


def test_picture_html_24_cards_cost_less_than_a_few_milliseconds():
    picture = shown(ready="160 320 480 640 800")
    picture_html(picture, sizes_attribute=SIZES, alt="Un tapis")
    started = time.process_time()
    for _ in range(24):
        picture_html(picture, sizes_attribute=SIZES, alt="Un tapis")
    assert time.process_time() - started < 0.005


def test_picture_url_gives_the_largest_ready_up_to_a_width():
    assert picture_url(shown(), 1280) == f"/media/p/ab/{HASH}-320.jpg"
    assert picture_url(shown(), 200) == f"/media/p/ab/{HASH}-160.jpg"
    assert picture_url(shown(ready=""), 200) == ""


def test_picture_tag_asks_neither_database_nor_storage(stored, db, django_assert_num_queries, monkeypatch):
    picture = intake.take_in(samples.gps_jpeg(), title="Tapis", alt={"fr": "Un tapis rouge"})
    template = Template("{% load pictures %}{% picture picture sizes='50vw' %}|{% picture nothing sizes='50vw' %}")
    for method in ("exists", "open", "size", "listdir", "save"):
        monkeypatch.setattr(FileSystemStorage, method, lambda *args: pytest.fail("asked the storage"))
    with django_assert_num_queries(0), translation.override("fr"):
        html = template.render(Context({"picture": picture, "nothing": None}))
    assert 'alt="Un tapis rouge"' in html
    assert html.endswith("</picture>|")


def test_picture_tag_without_a_description_uses_the_title(db):
    html = Template("{% load pictures %}{% picture picture %}").render(
        Context({"picture": factories.picture(ready="320", title="Tapis")})
    )
    assert 'alt="Tapis"' in html


def test_story_blocks_show_words_and_pictures(db):
    picture = factories.picture(ready="160 320", title="Tapis")
    block = StreamBlock(STORY_BLOCKS)
    value = block.to_python(
        [
            {"type": "text", "value": "<p>Bonjour</p>"},
            {"type": "picture", "value": {"picture": picture.pk, "caption": "Sa laine"}},
            {"type": "quotation", "value": {"words": "Je tisse", "who": "Fadma"}},
            {"type": "gallery", "value": [{"picture": picture.pk, "caption": ""}]},
        ]
    )
    html = block.render(value)
    assert html.count("<picture") == 2
    assert "<figcaption>Sa laine</figcaption>" in html
    assert "<blockquote><p>Je tisse</p></blockquote>" in html
    assert html.count("<figcaption>") == 2
