"""Where a person lands after signing in, when she was not on her way to a page."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from vendors.access import vendors_for


@login_required
@never_cache
def arrival(request):
    if request.user.has_perm("wagtailadmin.access_admin"):
        return redirect("wagtailadmin_home")
    if vendors_for(request.user).exists():
        return redirect("desk:home")
    return redirect("account")
