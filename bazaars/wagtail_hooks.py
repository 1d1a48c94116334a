from wagtail import hooks

from bazaars.viewsets import fairs_group


@hooks.register("register_admin_viewset")
def staff_screens():
    return fairs_group
