"""Voices on the stories of makers, and a story of its own. A machine speaks (espeak-ng), which every player says."""

from django.utils import timezone

from bazaars.models import Bazaar
from catalogue.models import Category
from marketplace.demo import pictures, source
from marketplace.storefront.models import HomePage, StoryIndexPage, StoryPage, ToldFair, ToldVendor
from media.models import Recording
from media.recording import take_in_recording
from vendors import consent
from vendors.models import Consent, Maker, Vendor, VendorPage


def make_lists():
    """The list of stories of each language, under its home page, translations of each other."""
    for home in HomePage.objects.select_related("locale").order_by("path"):
        if StoryIndexPage.objects.child_of(home).exists():
            continue
        page = StoryIndexPage(
            slug=StoryIndexPage.SLUG, locale=home.locale, **source.voices()["list"][home.locale.language_code]
        )
        if another := StoryIndexPage.objects.first():
            page.translation_key = another.translation_key
        home.add_child(instance=page)
        page.save_revision().publish()


def make(curator, moderator):
    """What is there stays as it is. Not in a transaction: sounds are decoded."""
    recordings = {}
    for given in source.voices()["voices"]:
        vendor = Vendor.objects.filter(code=given["vendor"]).first()
        if vendor is not None:
            recordings[given["name"]] = _make_recording(given, vendor, curator)
    _tell_with_voices(recordings, curator, moderator)
    _make_stories(recordings, curator, moderator)


def _make_recording(given, vendor, curator):
    maker = vendor.makers.get(position=given["maker"])
    title = f"{given['name']} ({vendor.code})"
    if there := Recording.objects.filter(title=title).first():
        return there
    recording = take_in_recording(
        source.voice(given["name"]),
        title=title,
        language=given["language"],
        actor=curator,
        speaker=maker.name_in(given["language"]),
        is_synthetic=True,
        transcript=given[given["language"]],
        **{f"translation_{code}": given[code] for code in source.LANGUAGES if code != given["language"]},
    )
    maker.voice = recording
    maker.save(update_fields=["voice"])
    if not maker.consents_to(Consent.Subject.VOICE):
        consent.give(maker, Consent.Subject.VOICE, actor=curator, on=timezone.localdate(), note="Heard it before")
    return recording


def _tell_with_voices(recordings, curator, moderator):
    """Each story of these makers opens with a voice, in its language where there is one."""
    by_vendor: dict[int, list[Recording]] = {}
    for recording in recordings.values():
        by_vendor.setdefault(Maker.objects.get(voice=recording).vendor_id, []).append(recording)
    for vendor_id, voices in by_vendor.items():
        for page in VendorPage.objects.filter(vendor=vendor_id, live=True):
            if any(block.block_type == "voice" for block in page.body):
                continue
            voice = next((each for each in voices if each.language == page.language), voices[0])
            page.body.insert(0, ("voice", {"recording": voice}))
            page.save_revision(user=curator).publish(user=moderator)


def _make_stories(recordings, curator, moderator):
    given = source.voices()["story"]
    vendors = list(Vendor.objects.filter(code__in=given["vendors"]))
    if not vendors or StoryPage.objects.exists():
        return
    picture = pictures.of_cover(given["cover"], curator)
    crafts = list(Category.objects.filter(code__in=given["crafts"]))
    fairs = list(Bazaar.objects.filter(code=given["fair"]))
    first = None
    for index in StoryIndexPage.objects.select_related("locale").order_by("path"):
        words = given[index.locale.language_code]
        page = StoryPage(
            title=words["title"],
            slug=given["slug"],
            introduction=words["introduction"],
            locale=index.locale,
            owner=curator,
            picture=picture,
            voice=recordings[words["voice"]],
            body=[("text", "".join(f"<p>{paragraph}</p>" for paragraph in words["paragraphs"]))],
            live=False,
            **({"translation_key": first.translation_key} if first else {}),
        )
        page.told_vendors = [ToldVendor(vendor=vendor) for vendor in vendors]
        page.told_fairs = [ToldFair(bazaar=fair) for fair in fairs]
        page.crafts = crafts
        index.add_child(instance=page)
        page.save_revision(user=curator).publish(user=moderator)
        first = first or page
