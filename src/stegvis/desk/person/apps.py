from django.apps import AppConfig


class PersonConfig(AppConfig):
    name = "stegvis.desk.person"
    label = "person"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Stand above every room of a person's file, which is found under the participants."""
        from stegvis.casework.people.registries import FILE_HEAD  # noqa: PLC0415
        from stegvis.desk.person import tabs  # noqa: PLC0415
        from stegvis.web import navigation  # noqa: PLC0415

        FILE_HEAD.register("person", tabs.head)
        navigation.belongs(tabs.FILES, to="cases:mine")
