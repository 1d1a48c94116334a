import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import Page

from tests import factories
from vendors import stories
from vendors.models import VendorPage, VendorStories

pytestmark = pytest.mark.django_db


@pytest.fixture
def vendor():
    return factories.cooperative(name_fr="Coopérative Azetta", name_ar="تعاونية أزطا")


@pytest.fixture
def curator():
    return factories.user()


def words(story):
    return story and str(story.body)


def test_live_story_without_any_is_none(vendor):
    assert stories.live_story(vendor, "fr") is None


def test_write_story_is_live_in_its_language(vendor, curator):
    stories.write_story(vendor, "fr", ["La laine < le fil.", "Deux."], "On tisse.", "Fadma", actor=curator)

    story = stories.live_story(vendor, "fr")
    assert (story.language, story.title) == ("fr", "Coopérative Azetta")
    assert "<p>La laine &lt; le fil.</p><p>Deux.</p>" in words(story)
    assert [block.block_type for block in story.body] == ["text", "quotation"]


def test_write_story_unpublished_is_not_shown(vendor, curator):
    stories.write_story(vendor, "ar", ["حكاية"], actor=curator, publish=False)

    assert stories.live_story(vendor, "ar") is None
    assert VendorPage.objects.get().get_latest_revision_as_object().body[0].block_type == "text"


def test_write_story_again_replaces_it_and_keeps_one_page(vendor, curator):
    stories.write_story(vendor, "fr", ["Avant."], actor=curator)
    stories.write_story(vendor, "fr", ["Après."], actor=curator)

    assert "Après." in words(stories.live_story(vendor, "fr"))
    assert VendorPage.objects.count() == 1


def test_write_story_as_draft_of_a_live_one_leaves_the_live_one(vendor, curator):
    stories.write_story(vendor, "fr", ["En ligne."], actor=curator)

    stories.write_story(vendor, "fr", ["Brouillon."], actor=curator, publish=False)

    assert "En ligne." in words(stories.live_story(vendor, "fr"))


@pytest.mark.parametrize(
    ("told", "asked", "given"),
    [(["fr", "ar"], "ar", "ar"), (["fr", "ar"], "en", "fr"), (["ar", "en"], "fr", "ar"), (["en"], "ar", "en")],
)
def test_live_story_falls_back_and_says_in_which_language(vendor, curator, told, asked, given):
    for language in told:
        stories.write_story(vendor, language, [f"Words in {language}"], actor=curator)

    story = stories.live_story(vendor, asked)

    assert story.language == given
    assert f"Words in {given}" in words(story)


@pytest.mark.parametrize("told", [["fr"], ["fr", "ar", "en"]])
def test_live_story_costs_one_query_in_however_many_languages(vendor, curator, django_assert_num_queries, told):
    for language in told:
        stories.write_story(vendor, language, ["Words"], actor=curator)

    with django_assert_num_queries(1):
        assert words(stories.live_story(vendor, "fr"))


def test_stories_of_a_vendor_are_translations_of_each_other(vendor, curator):
    french, arabic = (stories.write_story(vendor, language, ["…"], actor=curator) for language in ("fr", "ar"))

    assert french.get_translation(arabic.locale).pk == arabic.pk
    assert {page.get_parent().specific_class for page in (french, arabic)} == {VendorStories}


def test_stories_in_is_made_once_a_language():
    assert stories.stories_in("fr") == stories.stories_in("fr")
    assert stories.stories_in("ar") != stories.stories_in("fr")
    assert VendorStories.objects.count() == 2


def test_second_story_in_a_language_is_refused_by_validation_and_database(vendor, curator):
    stories.write_story(vendor, "fr", ["…"], actor=curator)
    parent = stories.stories_in("fr")

    with pytest.raises(ValidationError), transaction.atomic():
        parent.add_child(instance=VendorPage(title="Encore", slug="encore", vendor=vendor))
    with pytest.raises(IntegrityError), transaction.atomic():
        page = VendorPage(title="Encore", slug="encore", vendor=vendor, locale=parent.locale, language="fr")
        page.depth, page.path, page.url_path = parent.depth + 1, f"{parent.path}9999", "/x/"
        page.save(clean=False)


def test_address_of_a_story_is_the_vendors_in_the_shop(vendor, curator, settings):
    page = stories.write_story(vendor, "ar", ["…"], actor=curator)
    address = vendor.address_in("ar")

    assert address.startswith(f"/ar/artisans/{vendor.pk}-")
    assert page.url == address
    assert page.full_url.endswith(address)
    assert page.full_url.startswith("http")


def test_tree_path_of_a_story_redirects_to_the_shop(vendor, curator, rf):
    page = stories.write_story(vendor, "fr", ["…"], actor=curator)

    response = Page.objects.get(pk=page.pk).specific.serve(rf.get("/"))

    assert (response.status_code, response["Location"]) == (301, vendor.address_in("fr"))
