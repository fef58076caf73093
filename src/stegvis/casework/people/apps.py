from importlib import import_module

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "stegvis.casework.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the notices' room how a person is reached."""
        import_module("stegvis.casework.people.reaching")
