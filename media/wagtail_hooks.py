from django.urls import path
from wagtail import hooks

from media import views


@hooks.register("register_admin_urls")
def master_url():
    return [path("pictures/<slug:hash_>.jpg", views.master, name="picture_master")]
