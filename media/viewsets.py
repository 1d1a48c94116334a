"""The staff's screens about voices and videos: registration only."""

from django.contrib import messages
from django.db.models import ProtectedError
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.chooser import CreateView as ChooserCreateView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import ReferenceIndex

from media.models import Film, Recording
from media.spoken_forms import FilmForm, RecordingForm

LISTED = [
    "title",
    "speaker",
    Column("language", accessor="get_language_display", label=_("language spoken"), sort_key="language"),
    Column("length", label=_("length"), sort_key="milliseconds"),
    "created_at",
]
WORDS = MultiFieldPanel(
    [
        FieldPanel("transcript"),
        FieldPanel("translation_fr", attrs={"lang": "fr", "dir": "ltr"}),
        FieldPanel("translation_ar", attrs={"lang": "ar", "dir": "rtl"}),
        FieldPanel("translation_en", attrs={"lang": "en", "dir": "ltr"}),
    ],
    heading=_("In writing"),
)


def panels(form_class):
    return ObjectList(
        [
            HelpPanel(template="media/staff/spoken.html"),
            FieldPanel("file"),
            FieldPanel("title", attrs={"dir": "auto"}),
            FieldRowPanel([FieldPanel("speaker", attrs={"dir": "auto"}), FieldPanel("language")]),
            FieldPanel("is_synthetic"),
            WORDS,
        ],
        base_form_class=form_class,
    )


class UnusedDeleteView(generic.DeleteView):
    """Deletes what no page uses; of the rest it says so."""

    def form_valid(self, form):
        if ReferenceIndex.get_references_to(self.object).exists():
            return self.say_that_it_stays()
        try:
            return super().form_valid(form)
        except ProtectedError:
            return self.say_that_it_stays()

    def say_that_it_stays(self):
        sentence = _("“%(row)s” is in use, so it stays.") % {"row": self.object}
        messages.error(self.request, sentence)
        return redirect(self.get_success_url())


class SpokenViewSet(ModelViewSet):
    delete_view_class = UnusedDeleteView
    copy_view_enabled = False
    add_to_reference_index = True
    list_display = LISTED
    list_filter = ["language"]
    search_fields = ["title", "speaker", "transcript"]


class RecordingViewSet(SpokenViewSet):
    model = Recording
    icon = "media"
    menu_label = _("Recordings")
    edit_handler = panels(RecordingForm)


class FilmViewSet(SpokenViewSet):
    model = Film
    icon = "media"
    menu_label = _("Videos")
    edit_handler = panels(FilmForm)


class OwnCreateView(ChooserCreateView):
    def save_form(self, form):
        form.instance.uploaded_by = self.request.user
        return form.save()


class SpokenChooserViewSet(ChooserViewSet):
    icon = "media"
    create_view_class = OwnCreateView
    creation_tab_label = _("Send")
    create_action_label = _("Send")
    # What is needed to hear it; the rest is written on its own screen.
    form_fields = ["file", "title", "speaker", "language", "is_synthetic", "transcript"]

    @cached_property
    def creation_form_class(self):
        model, fields = self.model, self.form_fields
        meta = type("Meta", (self.form_base.Meta,), {"model": model, "fields": fields})
        return type(f"{model.__name__}Form", (self.form_base,), {"Meta": meta})


class RecordingChooserViewSet(SpokenChooserViewSet):
    model = Recording
    form_base = RecordingForm
    choose_one_text = _("Choose a recording")
    choose_another_text = _("Choose another recording")
    edit_item_text = _("Change this recording")


class FilmChooserViewSet(SpokenChooserViewSet):
    model = Film
    form_base = FilmForm
    choose_one_text = _("Choose a video")
    choose_another_text = _("Choose another video")
    edit_item_text = _("Change this video")


class SpokenGroup(ViewSetGroup):
    menu_label = _("Voices and videos")
    menu_icon = "media"
    menu_order = 310

    @cached_property
    def items(self):
        return [RecordingViewSet("recordings"), FilmViewSet("films")]


recording_chooser_viewset = RecordingChooserViewSet("recording_chooser")
film_chooser_viewset = FilmChooserViewSet("film_chooser")
spoken_group = SpokenGroup()
