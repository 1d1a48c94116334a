"""What Wagtail keeps of those who work in its admin."""

from wagtail.users.models import UserProfile


def read_in_own_language(person):
    """The admin speaks her language and not the browser's, until she chooses another one there."""
    profile = UserProfile.get_for_user(person)
    if not profile.preferred_language:
        profile.preferred_language = person.language
        profile.save(update_fields=["preferred_language"])
