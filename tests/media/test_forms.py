import pytest
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from media import decoding
from media import forms as media_forms


class OneForm(forms.Form):
    photo = media_forms.PhotoField()


class SeveralForm(forms.Form):
    photos = media_forms.PhotosField(most=2, required=False)


def sent(name, *contents):
    return MultiValueDict({name: [SimpleUploadedFile("photo.heic", content) for content in contents]})


@pytest.mark.parametrize(("form", "name"), [(OneForm, "photo"), (SeveralForm, "photos")])
def test_photo_field_offers_heic(form, name):
    assert ".heic" in str(form()[name])


def test_photo_field_leaves_the_file_to_the_verb():
    form = OneForm({}, sent("photo", b"anything"))
    assert form.is_valid()
    assert form.cleaned_data["photo"].read() == b"anything"


@pytest.mark.parametrize("contents", [(), (b"",)])
def test_photo_field_nothing_sent_is_an_error(contents):
    assert not OneForm({}, sent("photo", *contents)).is_valid()


def test_photo_field_too_many_bytes_is_an_error(monkeypatch):
    monkeypatch.setattr(media_forms, "MAX_BYTES", 3)
    assert str(decoding.Refused("big")) in str(OneForm({}, sent("photo", b"four")).errors)


@pytest.mark.parametrize(("contents", "expected"), [((), 0), ((b"1",), 1), ((b"1", b"2"), 2)])
def test_photos_field_gives_a_list(contents, expected):
    form = SeveralForm({}, sent("photos", *contents))
    assert form.is_valid()
    assert len(form.cleaned_data["photos"]) == expected


def test_photos_field_too_many_is_an_error():
    assert "2" in str(SeveralForm({}, sent("photos", b"1", b"2", b"3")).errors)


def test_wagtail_limit_is_the_verb_s():
    assert settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE == decoding.MAX_BYTES
