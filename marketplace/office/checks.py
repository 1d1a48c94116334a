"""Two folders are called `media`: one is code, the other what people upload. These checks keep them apart; and look for Redis."""

from pathlib import Path

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

from marketplace.office.probes import redis_answers

CODE = ("catalogue", "marketplace", "media", "vendors")


@register
def check_uploads_are_under_var_and_not_in_the_code(app_configs, **kwargs):
    """An upload beside the code would be committed, or run; a restore would put the code aside."""
    roots = {"MEDIA_ROOT": settings.MEDIA_ROOT, "PRIVATE_ROOT": settings.PRIVATE_ROOT}
    found = []
    for name, root in roots.items():
        if not _is_inside(root, settings.VAR_DIR):
            found.append(Error(f"{name} is not inside VAR_DIR ({settings.VAR_DIR}).", id="office.E001"))
        # VAR_DIR itself may be the project's folder, and then its media/ is the code.
        found += [
            Error(f"{name} is the code's own {code}/, or around or inside it.", id="office.E002")
            for code in CODE
            if _is_inside(root, settings.BASE_DIR / code) or _is_inside(settings.BASE_DIR / code, root)
        ]
    return found


@register(Tags.caches, deploy=True)
def check_redis_answers(app_configs, **kwargs):
    """The shop would open without it, and nobody look at a wrong password."""
    if redis_answers() is not False:
        return []
    return [Warning("Redis does not answer.", hint="Look at REDIS_URL and at Redis's own log.", id="office.W002")]


def _is_inside(path, folder):
    return Path(path).resolve().is_relative_to(Path(folder).resolve())


@register
def check_code_is_not_ignored(app_configs, **kwargs):
    """Many a template of `.gitignore` lists `media/`, which here would leave an app out of the repository."""
    path = settings.BASE_DIR / ".gitignore"
    if not (settings.BASE_DIR / ".git").exists() or not path.exists():
        return []
    ignored = {_folder(line) for line in path.read_text().splitlines()}
    return [
        Warning(
            f".gitignore leaves the code in {name}/ out.",
            hint=f"Write the folder you mean: /var/{name}/.",
            id="office.W001",
        )
        for name in CODE
        if name in ignored
    ]


def _folder(pattern):
    """`media` for each way of writing all of it: media, /media/, **/media, media/*, media/**."""
    return pattern.strip().removeprefix("**").rstrip("*").strip("/")
