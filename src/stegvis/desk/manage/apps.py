from django.apps import AppConfig


class ManageConfig(AppConfig):
    name = "stegvis.desk.manage"
    label = "manage"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the unit, the log and the administration in the menu."""
        from stegvis.desk.manage import menu  # noqa: PLC0415

        menu.register()
