"""People of the centre, and a browser in which one of them is signed in."""

from django.contrib.auth.models import Group
from django.test import Client

from tests import factories


def staff(group, **fields):
    """As the admin makes them: by the group alone."""
    person = factories.user(**fields)
    person.groups.add(Group.objects.get(name=group))
    return person


def administrator():
    return factories.user(is_staff=True, is_superuser=True)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def errors(response):
    """What the form shown again complains of."""
    form = response.context["form"]
    return form.errors, {name: each.errors for name, each in getattr(form, "formsets", {}).items()}
