"""Two content security policies: the public pages' strict one, and one that the Wagtail admin's inline scripts and styles survive."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.urls import reverse

from marketplace.payments import providers

ADMIN = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"] | {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    # Pictures are shown from memory before they are uploaded.
    "img-src": [*settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"], "blob:"],
    # The preview beside the page that is being edited.
    "frame-src": [SELF],
}


class PolicyMiddleware(CSPMiddleware):
    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if report_only:
            return parts
        update = dict(parts.update or {})
        if request.path_info.startswith(reverse("wagtailadmin_home")):
            parts.config = ADMIN
        elif origins := providers.origins():
            # The answer to a form may send her on to pay, and Chrome asks the policy of the page that the form is on.
            update["form-action"] = list(origins)
        if frames := getattr(request, "frame_origins", ()):
            # A video elsewhere that this page may show, once she asks for it: `media.blocks`.
            update["frame-src"] = sorted(frames)
        parts.update = update
        return parts
