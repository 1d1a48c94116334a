from wagtail.users.apps import WagtailUsersAppConfig


class StaffUsersConfig(WagtailUsersAppConfig):
    """Wagtail's screens for people, with our form: its own asks for a first name, a last name and an e-mail address."""

    default = True
    user_viewset = "marketplace.accounts.viewsets.PeopleViewSet"
