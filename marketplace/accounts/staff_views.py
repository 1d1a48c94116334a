from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import AccountView, BaseSettingsPanel

from marketplace.accounts.staff_forms import NameForm


class NamePanel(BaseSettingsPanel):
    name = "name_email"
    title = _("Name")
    order = 100
    form_class = NameForm


class StaffAccountView(AccountView):
    """Wagtail's page of preferences; its panel of names wants a first and a last one."""

    def get_panels(self):
        ours = NamePanel(self.request, self.request.user, None)
        return [ours if panel.name == ours.name else panel for panel in super().get_panels()]
