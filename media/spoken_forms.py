"""What staff type about recordings and videos. The file goes through the verb before anything is stored."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from media import filming, recording, sounds, spoken_files

# Phones know some sounds by their extension only.
SOUND = "audio/*,.m4a,.ogg,.opus,.webm,.mp3,.wav,.3gp,.amr,.aac"
FILM = "video/mp4,video/webm,.mp4,.webm,.mov"
ROWS = forms.Textarea(attrs={"rows": 6, "dir": "auto"})


class SpokenForm(WagtailAdminModelForm):
    """`prepare` makes of the upload what can be kept, or refuses it with words; `fill` gives the row its columns."""

    refused: type[Exception]
    file = forms.FileField(label=_("File"), required=False)

    class Meta:
        widgets = dict.fromkeys(("transcript", "translation_fr", "translation_ar", "translation_en"), ROWS)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.former_hash = self.instance.hash
        self.prepared = None
        if self.instance.pk:
            self.fields["file"].help_text = _("Only to replace what is there.")
        else:
            self.fields["file"].required = True

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload:
            try:
                self.prepared = self.prepare(upload)
            except self.refused as refusal:
                raise ValidationError(str(refusal), code=refusal.reason) from refusal
        return upload

    def full_clean(self):
        super().full_clean()
        if self.prepared and self.errors:
            self.add_error("file", _("Correct the rest, then choose the file again."))
        elif self.prepared:
            # Here rather than in save(), which Wagtail calls in a transaction.
            spoken_files.write(self.prepared.hash, self.made)
            self.fill(self.instance, self.prepared)

    def save(self, commit=True):
        if not self.instance.uploaded_by_id:
            self.instance.uploaded_by = self.for_user
        kept = super().save(commit=commit)
        if self.former_hash not in ("", self.instance.hash):
            spoken_files.forget_later(self.former_hash)
        return kept


class RecordingForm(SpokenForm):
    refused = sounds.Refused
    prepare = staticmethod(recording.prepare_alone)
    fill = staticmethod(recording.fill)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = SOUND
        self.fields["file"].error_messages |= {"empty": sounds.MESSAGES["broken"]}

    @property
    def made(self):
        return self.prepared.files

    def save(self, commit=True):
        kept = super().save(commit=commit)
        if commit and self.prepared:
            recording.enqueue_aac(kept)
        return kept


class FilmForm(SpokenForm):
    refused = filming.Refused
    prepare = staticmethod(filming.prepare)
    fill = staticmethod(filming.fill)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = FILM
        self.fields["file"].error_messages |= {"empty": filming.MESSAGES["broken"]}

    @property
    def made(self):
        return {self.prepared.format: self.prepared.content}
