"""Stories: their list, one of them, and what leads to them."""

import pytest
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from bazaars.models import Bazaar
from marketplace.storefront import frame, stories
from marketplace.storefront.models import HomePage, StoryIndexPage, StoryPage, ToldFair, ToldVendor
from media.models import Recording
from tests import factories
from tests.office.test_policy import policy

pytestmark = pytest.mark.django_db


@pytest.fixture
def lists():
    """The list of each language, by its code."""
    made = {}
    for code, title in (("fr", "Récits"), ("ar", "حكايات"), ("en", "Stories")):
        locale = Locale.objects.get_or_create(language_code=code)[0]
        home = HomePage(title="Home", hero_title="Maarad", slug=f"home-{code}", locale=locale)
        Page.get_first_root_node().add_child(instance=home)
        if code == "fr":
            Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "testserver", "root_page": home})
        else:
            Page.objects.filter(pk=home.pk).update(translation_key=made["fr"].get_parent().translation_key)
        made[code] = home.add_child(instance=StoryIndexPage(title=title, slug="recits", locale=locale))
    return made


@pytest.fixture
def voice():
    return Recording.objects.create(
        title="x", language="fr", hash="0" * 32, milliseconds=48_000, bars=" ".join(["9"] * 60), speaker="Fadma"
    )


def tell(index, title, slug="cent-douze", **fields):
    page = StoryPage(title=title, slug=slug, locale=index.locale, introduction="Une teinturière.", **fields)
    for vendor in fields.pop("vendors", ()):
        page.told_vendors.add(ToldVendor(vendor=vendor))
    index.add_child(instance=page)
    page.save_revision().publish()
    return StoryPage.objects.get(pk=page.pk)


def test_list_shows_the_newest_story_first(client, lists):
    tell(lists["fr"], "Ancien", "un")
    tell(lists["fr"], "Nouveau", "deux")
    tell(lists["ar"], "حكاية", "qissa")
    html = client.get("/fr/recits/").content.decode()
    assert html.index("Nouveau") < html.index("Ancien")
    assert "حكاية" not in html.split("<main")[1]


def test_list_without_stories_says_so_and_is_not_in_the_menu(client, lists):
    html = client.get("/en/recits/").content.decode()
    assert "No story has been told yet." in html
    assert frame.stories("en") is None
    assert 'href="/en/recits/"' not in client.get("/en/catalogue/").content.decode()


def test_menu_leads_to_stories_in_the_languages_that_have_one(client, lists):
    tell(lists["fr"], "Cent douze brins")
    assert frame.stories("fr").url == "/fr/recits/"
    assert frame.stories("ar") is None
    assert 'href="/fr/recits/"' in client.get("/fr/catalogue/").content.decode()


def test_draft_is_neither_listed_nor_served(client, lists):
    page = tell(lists["fr"], "Secret")
    page.unpublish()
    assert client.get("/fr/recits/cent-douze/").status_code == 404
    assert "Secret" not in client.get("/fr/recits/").content.decode()
    assert frame.stories("fr") is None


def test_story_speaks_and_leads_to_what_it_is_about(client, lists, voice):
    maker, craft = factories.vendor(name_fr="Atelier Fadma"), factories.category().parent
    fair = Bazaar.objects.create(
        code="b", state=Bazaar.State.ANNOUNCED, name_fr="Bazar solidaire", starts=timezone.localdate()
    )
    page = tell(lists["fr"], "Cent douze brins", voice=voice)
    page.told_vendors.add(ToldVendor(vendor=maker))
    page.told_fairs.add(ToldFair(bazaar=fair))
    page.crafts.add(craft)
    page.save_revision().publish()
    html = client.get("/fr/recits/cent-douze/").content.decode()
    assert f'src="/spoken/{voice.hash}.webm"' in html
    assert maker.address_in("fr") in html
    assert fair.address_in("fr") in html
    assert f"/fr/catalogue/{craft.code}/" in html
    assert html.count("js/voice") == 1


def test_story_is_on_the_page_of_the_maker_it_names(client, lists, voice):
    maker, other = factories.vendor(), factories.vendor()
    page = tell(lists["fr"], "Cent douze brins", voice=voice)
    page.told_vendors.add(ToldVendor(vendor=maker))
    page.save_revision().publish()
    assert "Cent douze brins" in client.get(maker.address_in("fr")).content.decode()
    assert "Cent douze brins" not in client.get(other.address_in("fr")).content.decode()


def test_story_is_found_in_its_other_languages(client, lists):
    first = tell(lists["fr"], "Cent douze brins")
    tell(lists["ar"], "خيوط", "khuyut", translation_key=first.translation_key)
    html = client.get("/fr/recits/cent-douze/").content.decode()
    assert 'hreflang="ar" href="http://127.0.0.1:8000/ar/recits/khuyut/"' in html
    assert 'hreflang="en"' not in html


def test_story_with_a_voice_is_the_newest_that_is_heard(lists, voice, django_assert_num_queries):
    assert stories.story_with_voice("fr") is None
    tell(lists["fr"], "Parle", "un", voice=voice)
    tell(lists["fr"], "Se tait", "deux")
    found = stories.story_with_voice("fr")
    assert (found["tile"].title, found["tile"].voice) == ("Parle", "0:48")
    assert stories.story_with_voice("ar") is None
    Recording.objects.update(is_withheld=True)
    assert stories.story_with_voice("fr") is None


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_as_often_for_many_as_for_one(client, lists, voice, number, django_assert_num_queries):
    for n in range(number):
        tell(lists["fr"], f"Récit {n}", f"recit-{n}", voice=voice, picture=factories.picture())
    with django_assert_num_queries(5):
        stories.index_context(StoryIndexPage.objects.get(pk=lists["fr"].pk), {})


def test_policy_lets_a_providers_frame_in_only_where_a_video_of_it_is(client, lists):
    video = {
        "title": "La teinture",
        "poster": factories.picture().pk,
        "film": None,
        "link": "https://youtu.be/aqz-KE-bpKQ",
    }
    page = tell(lists["fr"], "Avec une vidéo")
    page.body = page.body.stream_block.to_python([{"type": "video", "value": video}])
    page.save_revision().publish()
    answer = client.get("/fr/recits/cent-douze/")
    assert policy(answer)["frame-src"] == ["https://www.youtube-nocookie.com"]
    assert "<iframe" not in answer.content.decode()
    assert "frame-src" not in policy(client.get("/fr/recits/"))
