from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "stegvis.casework.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the cases room what plans leave open and show."""
        from stegvis.casework.cases.registries import EXIT_BLOCKERS, TIMELINE  # noqa: PLC0415
        from stegvis.casework.people.registries import ERASERS, rows_of  # noqa: PLC0415
        from stegvis.casework.plans import queries  # noqa: PLC0415
        from stegvis.casework.plans.models import Activity, Goal, Plan  # noqa: PLC0415

        EXIT_BLOCKERS.register("plans", queries.exit_blockers)
        TIMELINE.register("plans", queries.timeline)
        ERASERS.register("plans", rows_of(Activity, Goal, Plan))
