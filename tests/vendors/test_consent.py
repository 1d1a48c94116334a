import datetime

import pytest
from django.db.models import ProtectedError
from django.utils import timezone

from tests import factories
from vendors import consent
from vendors.models import Consent, Maker

pytestmark = pytest.mark.django_db

Subject = Consent.Subject


@pytest.fixture
def fadma():
    return factories.maker(
        factories.cooperative(), portrait=factories.picture(), story_fr="Elle tisse.", story_ar="تنسج."
    )


@pytest.fixture
def curator():
    return factories.user()


def test_portrait_and_story_without_consent_are_not_shown(fadma):
    assert fadma.shown_portrait is None
    assert fadma.shown_story_in("fr") == ("", "fr")


def test_give_shows_only_what_was_consented_to(fadma, curator):
    consent.give(fadma, Subject.PORTRAIT, actor=curator, note="Signed")

    assert fadma.shown_portrait == fadma.portrait
    assert fadma.shown_story_in("fr") == ("", "fr")
    given = Consent.objects.get()
    assert (given.recorded_by, given.given_on, given.note) == (curator, timezone.localdate(), "Signed")


def test_shown_story_in_a_language_without_words_says_which_it_is_in(fadma, curator):
    consent.give(fadma, Subject.STORY, actor=curator)

    assert fadma.shown_story_in("ar") == ("تنسج.", "ar")
    assert fadma.shown_story_in("en") == ("Elle tisse.", "fr")


def test_withdraw_hides_at_once_and_keeps_the_row(fadma, curator):
    consent.give(fadma, Subject.PORTRAIT, actor=curator, on=datetime.date(2025, 3, 8))

    consent.withdraw(fadma, Subject.PORTRAIT, actor=curator, on=datetime.date(2025, 4, 1))

    assert fadma.shown_portrait is None
    kept = Consent.objects.get()
    assert (kept.withdrawn_on, kept.withdrawal_recorded_by) == (datetime.date(2025, 4, 1), curator)


def test_give_after_withdrawal_makes_a_new_row(fadma, curator):
    consent.give(fadma, Subject.VOICE, actor=curator)
    consent.withdraw(fadma, Subject.VOICE, actor=curator)

    consent.give(fadma, Subject.VOICE, actor=curator)

    assert Consent.objects.count() == 2
    assert fadma.consents_to(Subject.VOICE)


def test_give_twice_is_refused(fadma, curator):
    consent.give(fadma, Subject.STORY, actor=curator)

    with pytest.raises(consent.NotAllowed):
        consent.give(fadma, Subject.STORY, actor=curator)


def test_give_in_the_future_is_refused(fadma, curator):
    with pytest.raises(consent.NotAllowed):
        consent.give(fadma, Subject.STORY, actor=curator, on=timezone.localdate() + datetime.timedelta(days=1))


@pytest.mark.parametrize("day", [datetime.date(2025, 3, 7), datetime.date(2999, 1, 1)])
def test_withdraw_before_it_was_given_or_in_the_future_is_refused(fadma, curator, day):
    consent.give(fadma, Subject.STORY, actor=curator, on=datetime.date(2025, 3, 8))

    with pytest.raises(consent.NotAllowed):
        consent.withdraw(fadma, Subject.STORY, actor=curator, on=day)

    assert fadma.consents_to(Subject.STORY)


def test_maker_with_a_consent_cannot_be_deleted(fadma, curator):
    consent.give(fadma, Subject.STORY, actor=curator)

    with pytest.raises(ProtectedError):
        fadma.delete()


@pytest.mark.parametrize("count", [1, 3])
def test_shown_makers_cost_two_queries_whatever_their_number(count, curator, django_assert_num_queries):
    cooperative = factories.cooperative()
    for _n in range(count):
        consent.give(factories.maker(cooperative, portrait=factories.picture()), Subject.PORTRAIT, actor=curator)

    with django_assert_num_queries(2):
        assert all(maker.shown_portrait for maker in Maker.objects.filter(vendor=cooperative).shown())
