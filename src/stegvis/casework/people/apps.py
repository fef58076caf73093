from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "stegvis.casework.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the notices' room how a person is reached, the frame who may search for one, and
        the data keys what rests on them.
        """
        from stegvis.casework.people import menu, models, way_index  # noqa: PLC0415
        from stegvis.casework.people.registries import MOVERS, Mover, Moves  # noqa: PLC0415
        from stegvis.core.fingerprints import FOUND_BY, FoundBy  # noqa: PLC0415
        from stegvis.web.navigation import Search, register_search  # noqa: PLC0415

        import_module("stegvis.casework.people.reaching")
        import_module("stegvis.casework.people.own_page")
        import_module("stegvis.casework.people.standing")
        import_module("stegvis.casework.people.actions.everywhere")
        merging = import_module("stegvis.casework.people.actions.merging")
        MOVERS.register(
            "people",
            Mover(
                Moves(models.ContactWay, _("Ways to get in touch")),
                Moves(models.HouseholdLink, _("Household and family")),
                Moves(models.HouseholdLink, "", "other"),
                Moves(models.NamedOfficer, _("Named officers")),
                Moves(models.Grant, _("Grounds to see the file")),
                make_room=merging.make_room,
            ),
        )
        FOUND_BY.register(
            "ways", FoundBy(models.ContactWay, "value_index", "value", way_index.every)
        )
        register_search(Search("people:search", menu.searches))
