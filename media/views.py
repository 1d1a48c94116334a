from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from wagtail.permissions import policy_registry

from media.models import Picture


def master(request, hash_):
    """A master, for staff who may choose that picture."""
    policy = policy_registry.get_by_type(Picture)
    picture = Picture.objects.filter(hash=hash_).first()
    if picture is None:
        raise Http404
    if not policy.instances_user_has_any_permission_for(request.user, ["choose", "change"]).filter(hash=hash_).exists():
        raise PermissionDenied
    try:
        file = picture.file.open()
    except FileNotFoundError as error:
        raise Http404 from error
    headers = {
        "Cache-Control": "private, max-age=3600",
        "Content-Security-Policy": "default-src 'none'",
        "X-Content-Type-Options": "nosniff",
    }
    return FileResponse(file, content_type="image/jpeg", headers=headers)
