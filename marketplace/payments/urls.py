from django.urls import path

from marketplace.payments.providers.sandbox import views as sandbox

app_name = "payments"
urlpatterns = [path("sandbox/<slug:reference>/", sandbox.page, name="sandbox")]
