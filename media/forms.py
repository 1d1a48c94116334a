"""Forms that receive photographs. They look at presence and number; `media.intake` says what is a photograph."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from media import files, intake
from media.decoding import MAX_BYTES, MESSAGES, Refused

# Chrome does not offer HEIC for image/*; some phones know it only by its extension.
ACCEPT = "image/jpeg,image/png,image/webp,image/avif,image/heic,.heic,.heif"


PHOTO_ERRORS = {"required": _("Add a photo."), "empty": MESSAGES["broken"], "max_size": MESSAGES["big"]}


class PhotoInput(forms.FileInput):
    def __init__(self, attrs=None):
        super().__init__({"accept": ACCEPT, **(attrs or {})})


class PhotosInput(PhotoInput):
    allow_multiple_selected = True


class PhotoField(forms.FileField):
    """One photograph, unread: the view gives it to `intake.take_in`."""

    widget = PhotoInput
    default_error_messages = PHOTO_ERRORS

    def to_python(self, data):
        photo = super().to_python(data)
        if photo and photo.size > MAX_BYTES:
            raise ValidationError(self.error_messages["max_size"], code="max_size")
        return photo


class PhotosField(PhotoField):
    """A list of photographs, at most `most`."""

    widget = PhotosInput

    def __init__(self, *args, most, **kwargs):
        self.most = most
        super().__init__(*args, **kwargs)

    def clean(self, data, initial=None):
        photos = data if isinstance(data, list | tuple) else [data]
        if len(photos) > self.most:
            raise ValidationError(
                ngettext_lazy("Send %(n)s photo at most.", "Send %(n)s photos at most.", self.most) % {"n": self.most},
                code="too_many",
            )
        if not photos:
            photos = [None]
        return [photo for each in photos if (photo := super(PhotosField, self).clean(each, initial))]


class Master(SimpleUploadedFile):
    """What becomes of an upload in the admin: its master, with all that `prepare` found."""

    def __init__(self, prepared):
        super().__init__(f"{prepared.hash}.jpg", prepared.master, "image/jpeg")
        self.prepared = prepared


class MasterField(WagtailImageField):
    """The file field of Wagtail's picture forms; the limits and words that its upload page shows are Wagtail's."""

    # Wagtail's own validator looks at the file's name.
    default_validators = ()
    default_error_messages = PHOTO_ERRORS

    def to_python(self, data):
        upload = forms.FileField.to_python(self, data)
        if upload is None:
            return None
        self.check_image_file_size(upload)
        try:
            return Master(intake.prepare_alone(upload))
        except Refused as refusal:
            raise ValidationError(str(refusal), code=refusal.reason) from refusal


class PictureForm(BaseImageForm):
    """Wagtail's own forms (new, several at once, chooser, change): whatever they receive goes through the verb."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            given = self.fields["file"]
            given.widget.attrs["accept"] = ACCEPT
            self.fields["file"] = MasterField(label=given.label, required=given.required, widget=given.widget)
        if "dye" in self.fields:
            self.fields["dye"].required = False

    def full_clean(self):
        super().full_clean()
        prepared = self.prepared
        if prepared and self.errors:
            # Wagtail would park the upload, as it was sent, in the public storage until the words are right.
            self.add_error("file", _("Correct the rest, then choose the photo again."))
        elif prepared:
            # Here rather than in save(), which Wagtail calls in a transaction.
            files.write(prepared)

    def clean_dye(self):
        return self.cleaned_data["dye"] or self.instance.dye

    @property
    def prepared(self):
        return getattr(getattr(self, "cleaned_data", {}).get("file"), "prepared", None)

    def save(self, commit=True):
        """With a new photograph the row is written whatever `commit` says: with its task, in one transaction."""
        prepared = self.prepared
        if prepared is None:
            return super().save(commit=commit)
        chosen = self.data.get(self.add_prefix("dye")) if "dye" in self.changed_data else None
        intake.fill(self.instance, prepared, dye=chosen)
        intake.save_with_sizes_to_come(self.instance, super().save)
        return self.instance
