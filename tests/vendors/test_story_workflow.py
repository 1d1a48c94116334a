"""A live story changes only by the approver's hand, all through the admin's own forms."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import WorkflowState
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from tests import factories
from tests.sayings import said, text
from tests.staff import administrator, signed_in, staff
from vendors import stories

pytestmark = pytest.mark.django_db

OLD, NEW = "النول القديم", "النول الجديد"


@pytest.fixture
def story(vendor):
    return stories.write_story(vendor, "ar", [OLD], actor=factories.user())


@pytest.fixture
def moderator():
    return signed_in(staff("Moderator"))


def form(story, *paragraphs, **action):
    body = streamfield([("text", rich_text(f"<p>{paragraph}</p>")) for paragraph in paragraphs])
    return nested_form_data(
        {"title": story.title, "slug": story.slug, "vendor": story.vendor_id, "body": body, "comments-TOTAL_FORMS": 0}
        | {"comments-INITIAL_FORMS": 0, "seo_title": "", "search_description": "", "go_live_at": "", "expire_at": ""}
        | action
    )


def edit(client, story, *paragraphs, **action):
    return client.post(reverse("wagtailadmin_pages:edit", args=[story.pk]), form(story, *paragraphs, **action))


def shown(vendor):
    """What a stranger reads on the vendor's page."""
    response = Client().get(vendor.address_in("ar"))
    assert response.status_code == 200
    return response.content.decode()


def test_curator_saving_a_draft_leaves_the_public_words(admin, story, vendor):
    response = edit(admin, story, NEW)

    assert response.status_code == 302
    assert OLD in shown(vendor)
    assert NEW not in shown(vendor)
    story.refresh_from_db()
    assert NEW in str(story.get_latest_revision_as_object().body)


def test_curator_trying_to_publish_is_only_heard_as_a_draft(admin, story, vendor):
    edit(admin, story, NEW, **{"action-publish": "1"})

    assert OLD in shown(vendor)


def test_curators_form_offers_no_publishing(admin, story):
    html = admin.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()

    assert 'name="action-submit"' in html
    assert 'name="action-publish"' not in html


def test_preview_shows_the_unsaved_words_in_arabic_and_the_story_alone(admin, story, vendor):
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[story.pk])

    answer = admin.post(address, form(story, NEW))
    html = admin.get(address).content.decode()

    assert answer.json()["is_valid"]
    assert NEW in html
    assert 'lang="ar" dir="rtl"' in html
    assert "<footer" not in html
    assert OLD in shown(vendor)


def test_approval_publishes_and_the_next_reader_sees_the_new_words(admin, moderator, story, vendor):
    edit(admin, story, NEW, **{"action-submit": "1"})
    task = WorkflowState.objects.get().current_task_state
    assert OLD in shown(vendor)

    refused = admin.post(reverse("wagtailadmin_pages:workflow_action", args=[story.pk, "approve", task.pk]))
    assert refused.status_code in {302, 403}
    assert OLD in shown(vendor)

    moderator.post(reverse("wagtailadmin_pages:workflow_action", args=[story.pk, "approve", task.pk]))

    assert NEW in shown(vendor)
    assert OLD not in shown(vendor)


def test_copying_a_story_is_answered_with_a_word_and_makes_nothing(admin, story):
    response = admin.get(reverse("wagtailadmin_pages:copy", args=[story.pk]), follow=True)

    assert response.status_code == 200
    sentence = "A maker has one story in each language. To write it in another, choose “Translate”."
    assert said(sentence) in text(response)
    assert story.vendor.pages.count() == 1


def test_translating_a_story_makes_a_draft_in_the_other_language(story, vendor):
    client = signed_in(administrator())
    french = stories.stories_in("fr").locale

    response = client.post(
        reverse("simple_translation:submit_page_translation", args=[story.pk]), {"locales": [french.pk]}
    )

    assert response.status_code == 302
    assert stories.live_story(vendor, "fr").language == "ar"
    assert vendor.pages.get(language="fr").live is False
