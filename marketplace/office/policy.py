"""Two content security policies: the public pages' strict one, and one that the Wagtail admin's inline scripts and styles survive."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.urls import reverse

ADMIN = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"] | {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    # Pictures are shown from memory before they are uploaded.
    "img-src": [SELF, "data:", "blob:"],
    # The preview beside the page that is being edited.
    "frame-src": [SELF],
}


class PolicyMiddleware(CSPMiddleware):
    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(reverse("wagtailadmin_home")):
            parts.config = ADMIN
        return parts
