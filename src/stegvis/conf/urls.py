"""Every address of the product."""

from django.urls import include, path

from stegvis.conf import health

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("", include("stegvis.core.accounts.urls")),
    path("accounts/", include("allauth.urls")),
]
