"""Wagtail's ways to delete pictures, which cannot know that a product has one: the trade is not in its index of references."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from wagtail.images.views import images, multiple

from catalogue.models import ProductPicture
from media.models import Picture
from vendors.staff_views import IN_USE, CarefulDeleteView, stays


class PictureDeleteView(CarefulDeleteView, images.DeleteView):
    """From a picture's own screen."""


class UploadedPictureDeleteView(multiple.DeleteView):
    """From the screen where many are uploaded, by script: what is answered stands on the next screen, too."""

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except IN_USE:
            sentence = stays(self.object)
        messages.error(request, sentence)
        return JsonResponse({"success": False, "error_message": sentence}, status=409)


def keep_those_in_products(request, action_type, objects, action):
    """Before one of Wagtail's actions for many, in its transaction: deletes none when a product has one of them."""
    if action_type != "delete" or action.model is not Picture:
        return None
    # Locked, so that none gets into a product between this look and the end.
    ids = list(
        Picture.objects.select_for_update()
        .filter(pk__in=[each.pk for each in objects])
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    used = ProductPicture.objects.filter(picture__in=ids).values("picture").distinct().count()
    if not used:
        return None
    sentence = ngettext(
        "%(n)s of these pictures is in a product, so none was deleted.",
        "%(n)s of these pictures are in products, so none was deleted.",
        used,
    )
    messages.error(request, sentence % {"n": used})
    return redirect(action.next_url)
