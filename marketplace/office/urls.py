from django.urls import path

from marketplace.office import probes

urlpatterns = [
    path("healthz", probes.alive, name="healthz"),
    path("readyz", probes.ready, name="readyz"),
]
