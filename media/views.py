from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.permissions import policy_registry

from media import ranges, spoken_files
from media.models import Film, Picture, Recording

# Browsers ask for parts of what they play; whoever asks for more than this at once may wait for it on a thread.
WHOLE = 4_000_000


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


@require_safe
def spoken(request, hash_, format_):
    """A recording or a video, a part at a time: browsers ask for parts, and iPhones play nothing that has none.

    Its address cannot be guessed and holds one content for ever; what is withheld is not there.
    """
    kind = _kind_of(hash_)
    storage, name = spoken_files.storage(), spoken_files.name_of(hash_, format_)
    if kind is None:
        raise Http404
    try:
        size = storage.size(name)
    except FileNotFoundError as error:
        raise Http404 from error
    # What is packed for the way has no parts that a player could count on: the middleware is to leave it alone.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    etag = f'"{hash_}-{format_}"'
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": "public, max-age=86400",
        "Content-Security-Policy": "default-src 'none'",
        "ETag": etag,
        "X-Content-Type-Options": "nosniff",
    }
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers=headers)
    wanted = request.headers.get("Range", "") if request.headers.get("If-Range", etag) == etag else ""
    try:
        part = ranges.asked(wanted, size)
    except ranges.Unsatisfiable:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    type_ = f"{kind}/{'mp4' if format_ == 'm4a' else format_}"
    if part is None and size > WHOLE:
        return FileResponse(storage.open(name), content_type=type_, headers=headers)
    if part is None:
        with storage.open(name) as file:
            return HttpResponse(file.read(), content_type=type_, headers=headers)
    content = spoken_files.read_part(name, part.first, part.length)
    headers["Content-Range"] = f"bytes {part.first}-{part.last}/{size}"
    return HttpResponse(content, status=206, content_type=type_, headers=headers)


def _kind_of(hash_):
    """`audio` or `video` of what may be heard; None of what may not."""
    for kind, model in (("audio", Recording), ("video", Film)):
        if model.objects.filter(hash=hash_, is_withheld=False).exists():
            return kind
    return None
