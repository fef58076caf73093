"""Every address of the product."""

from django.urls import include, path

from stegvis.conf import health, statement
from stegvis.core.accounts import views

handler500 = "stegvis.core.database.away.server_error"

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("accessibility/", statement.accessibility, name="accessibility"),
    path("language/", views.set_language, name="set_language"),
    path("", include("stegvis.core.accounts.urls")),
    path("accounts/", include("stegvis.core.accounts.entrance_urls")),
    path("lists/", include("stegvis.core.lists.urls")),
    path("jobs/", include("stegvis.core.jobs.urls")),
    path("documents/", include("stegvis.core.documents.urls")),
    path("people/", include("stegvis.casework.people.urls")),
    path("doubles/", include("stegvis.casework.doubles.urls")),
    path("cases/", include("stegvis.casework.cases.urls")),
    path("journal/", include("stegvis.casework.journal.urls")),
    path("meetings/", include("stegvis.casework.meetings.urls")),
    path("papers/", include("stegvis.casework.papers.urls")),
    path("network/", include("stegvis.casework.network.urls")),
    path("plans/", include("stegvis.casework.plans.urls")),
    path("groups/", include("stegvis.casework.groups.urls")),
    path("studies/", include("stegvis.casework.studies.urls")),
    path("situation/", include("stegvis.casework.situation.urls")),
    path("employers/", include("stegvis.work.employers.urls")),
    path("places/", include("stegvis.work.opportunities.urls")),
    path("matching/", include("stegvis.work.matching.urls")),
    path("placements/", include("stegvis.work.placements.urls")),
    path("", include("stegvis.desk.myday.urls")),
    path("person/", include("stegvis.desk.person.urls")),
    path("me/", include("stegvis.desk.me.urls")),
    path("workplace/", include("stegvis.desk.workplace.urls")),
    path("partner/", include("stegvis.desk.partner.urls")),
    path("manage/", include("stegvis.desk.manage.urls")),
    path("intake/", include("stegvis.desk.intake.urls")),
]
