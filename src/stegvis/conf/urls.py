"""Every address of the product."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language as django_set_language

from stegvis.conf import health

set_language = login_not_required(django_set_language)

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("language/", set_language, name="set_language"),
    path("", include("stegvis.core.accounts.urls")),
    path("accounts/", include("allauth.urls")),
]
