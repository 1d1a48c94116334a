"""Two folders are called `media`: one is code, the other what people upload. These checks keep them apart."""

from pathlib import Path

from django.conf import settings
from django.core.checks import Error, register

CODE = ("catalogue", "marketplace", "media", "vendors")


@register
def check_uploads_are_under_var(app_configs, **kwargs):
    """An upload beside the code would be committed, or run."""
    roots = {"MEDIA_ROOT": settings.MEDIA_ROOT, "PRIVATE_ROOT": settings.PRIVATE_ROOT}
    var = Path(settings.VAR_DIR).resolve()
    return [
        Error(f"{name} is not inside VAR_DIR ({var}).", hint="Move it under VAR_DIR.", id="office.E001")
        for name, root in roots.items()
        if not Path(root).resolve().is_relative_to(var)
    ]


@register
def check_code_is_not_ignored(app_configs, **kwargs):
    """Many a template of `.gitignore` lists `media/`, which here would leave an app out of the repository."""
    path = settings.BASE_DIR / ".gitignore"
    patterns = {line.strip().strip("/") for line in path.read_text().splitlines()} if path.exists() else set()
    return [
        Error(
            f".gitignore leaves the code in {name}/ out.",
            hint=f"Write the folder you mean: /var/{name}/.",
            id="office.E002",
        )
        for name in CODE
        if name in patterns
    ]
