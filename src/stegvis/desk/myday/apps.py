from django.apps import AppConfig


class MydayConfig(AppConfig):
    name = "stegvis.desk.myday"
    label = "myday"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put My day first in the menu of those who meet people."""
        from stegvis.desk.myday import menu  # noqa: PLC0415

        menu.register()
