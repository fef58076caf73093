from django.apps import AppConfig


class MydayConfig(AppConfig):
    name = "stegvis.desk.myday"
    label = "myday"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put My day first in the menu of those who meet people; let it be narrowed and saved."""
        from stegvis.desk.myday import lists, menu  # noqa: PLC0415

        menu.register()
        lists.register()
