from django.apps import AppConfig


class ManageConfig(AppConfig):
    name = "stegvis.desk.manage"
    label = "manage"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the pages in the menu, and hear of new ways to sign in that weren't made here."""
        from stegvis.casework.cases.registries import AWAY, DO_TODAY  # noqa: PLC0415
        from stegvis.casework.people.registries import GRANT_LIMITS  # noqa: PLC0415
        from stegvis.core.accounts.registries import LINKED, READDRESSED  # noqa: PLC0415
        from stegvis.desk.manage import actions, conditions, desk_rows, menu  # noqa: PLC0415

        menu.register()
        LINKED.register("manage", actions.note_linked)
        READDRESSED.register("manage", actions.note_readdressed)
        AWAY.register("manage", conditions.away)
        DO_TODAY.register("manage", desk_rows.do_today)
        GRANT_LIMITS.register("manage", conditions.only_in_the_unit)
