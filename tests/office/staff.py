"""The centre's people, one of each group."""

from django.contrib.auth.models import Group

from tests import factories


def person_of(group, **fields):
    user = factories.user(language="en", **fields)
    user.groups.add(Group.objects.get(name=group))
    return user
