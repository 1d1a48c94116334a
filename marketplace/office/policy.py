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
    "img-src": [SELF, "data:", "blob:"],
    # The preview beside the page that is being edited.
    "frame-src": [SELF],
}


class PolicyMiddleware(CSPMiddleware):
    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(reverse("wagtailadmin_home")):
            parts.config = ADMIN
        elif not report_only and (origins := providers.origins()):
            # The answer to a form may send her on to pay, and Chrome asks the policy of the page that the form is on.
            parts.update = {**(parts.update or {}), "form-action": list(origins)}
        return parts
