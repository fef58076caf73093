"""Pages with the faults that the walk has to find."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import include, path

from stegvis.casework.people import actions, queries
from stegvis.casework.people.models import Person
from stegvis.core.audit.actor import Actor


def whole_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """Never asks who wants to know."""
    person = get_object_or_404(Person, public_id=public_id)
    return HttpResponse(f"{person.name} {person.number}")


def unlogged(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asks, and forgets to write it down."""
    person = queries.visible_to(request.actor).filter(public_id=public_id).first()
    if person is None:
        raise Http404
    return HttpResponse(person.number)


def telling(request: HttpRequest, public_id: str) -> HttpResponse:
    """Refuses in a way that tells who exists."""
    if queries.visible_to(request.actor).filter(public_id=public_id).exists():
        return HttpResponse("ok")
    get_object_or_404(Person, public_id=public_id)
    return HttpResponse("no", status=403)


def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Changes first and asks afterwards."""
    person = get_object_or_404(Person, public_id=public_id)
    if request.method == "POST":
        by = Actor.system("planted", tenant_id=person.tenant_id)
        actions.edit(person, seen_version=person.version, given_name="Ändrad", by=by)
    queries.require(person, by=request.actor)
    return HttpResponse("ok")


def nothing(request: HttpRequest, public_id: str) -> HttpResponse:
    """No row of the world fits."""
    raise Http404


@login_not_required
def unlocked(request: HttpRequest) -> HttpResponse:
    """Open to everybody by mistake."""
    return HttpResponse("ok")


def listed(request: HttpRequest) -> HttpResponse:
    """Lists everybody of the tenant."""
    return HttpResponse(", ".join(str(p) for p in Person.objects.order_by("pk")))


def each(request: HttpRequest) -> HttpResponse:
    """Asks the database anew about each row of its list."""
    rows = [person.contact_ways.count() for person in queries.visible_to(request.actor)]
    return HttpResponse(f"<html>{rows}</html>")


planted = [
    path("whole/<str:public_id>/", whole_file, name="whole"),
    path("unlogged/<str:public_id>/", unlogged, name="unlogged"),
    path("telling/<str:public_id>/", telling, name="telling"),
    path("change/<str:public_id>/", change, name="change"),
    path("nothing/<str:public_id>/", nothing, name="nothing"),
    path("unlocked/", unlocked, name="unlocked"),
    path("listed/", listed, name="listed"),
    path("each/", each, name="each"),
]
urlpatterns = [
    path("planted/", include((planted, "planted"))),
    path("", include("stegvis.conf.urls")),
]
