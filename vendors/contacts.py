"""Who is told what concerns a vendor, and how she is called in a message."""

from django.conf import settings
from django.utils.text import slugify

from marketplace.accounts.contacts import Contact, contact_of
from marketplace.accounts.models import User
from vendors.models import Vendor
from vendors.words import resolve

# What many names begin or end with, and a text message has no room for.
NOUNS = {
    "fr": ("Coopérative ", "Association ", "Groupement ", "GIE ", "Atelier "),
    "ar": ("تعاونية ", "جمعية ", "مجموعة ", "ورشة "),
    "en": (" Cooperative", " Association", " Group", "’s Workshop", "'s Workshop"),
}


def contacts_of(vendor: Vendor) -> list[Contact]:
    """Those who work for her; where nobody does yet, the addresses on her own card."""
    people = User.objects.filter(memberships__vendor=vendor, is_active=True).order_by("pk")
    if found := [contact_of(user) for user in people]:
        return found
    name, language = resolve(vendor.names, settings.LANGUAGE_CODE)
    language = language if language in NOUNS else settings.LANGUAGE_CODE
    return [Contact(name, language, vendor.email, vendor.phone)] if vendor.email or vendor.phone else []


def workshop_in(vendor: Vendor, language: str) -> str:
    """Her name within an Arabic sentence, where a noun says what she is; in other languages the name alone."""
    name = vendor.name_in(language)
    if language != "ar" or name.startswith((*NOUNS["ar"], "دار ")):
        return name
    return f"{'تعاونية' if vendor.is_cooperative else 'ورشة'} {name}"


def short_name_in(vendor: Vendor, language: str) -> str:
    """Without what she is, as far as something is left."""
    name = vendor.name_in(language)
    for noun in NOUNS[language]:
        shorter = name.removeprefix(noun) if noun.endswith(" ") else name.removesuffix(noun)
        if shorter != name and slugify(shorter, allow_unicode=True) and not shorter.strip().isdecimal():
            return shorter
    return name
