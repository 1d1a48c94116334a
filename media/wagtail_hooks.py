from django.urls import path
from wagtail import hooks

from media import views
from media.viewsets import film_chooser_viewset, recording_chooser_viewset, spoken_group


@hooks.register("register_admin_urls")
def master_url():
    return [path("pictures/<slug:hash_>.jpg", views.master, name="picture_master")]


@hooks.register("register_admin_viewset")
def staff_screens():
    return [recording_chooser_viewset, film_chooser_viewset, spoken_group]
