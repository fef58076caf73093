from importlib import import_module

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "stegvis.casework.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the notices' room how a person is reached, the frame who may search for one, and
        the data keys what rests on them.
        """
        from stegvis.casework.people import menu  # noqa: PLC0415
        from stegvis.web.navigation import Search, register_search  # noqa: PLC0415

        import_module("stegvis.casework.people.reaching")
        import_module("stegvis.casework.people.standing")
        import_module("stegvis.casework.people.actions.everywhere")
        register_search(Search("people:search", menu.searches))
