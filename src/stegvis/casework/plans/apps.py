from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "stegvis.casework.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell other rooms what plans leave open, show and wait for, and how they are forgotten."""
        from stegvis.casework.cases import registries  # noqa: PLC0415
        from stegvis.casework.papers.registries import RESTS_ON  # noqa: PLC0415
        from stegvis.casework.people.registries import ERASERS, MOVERS, Mover, Moves, rows_of  # noqa: PLC0415
        from stegvis.casework.plans import actions, desk_rows, models, queries  # noqa: PLC0415

        registries.EXIT_BLOCKERS.register("plans", desk_rows.exit_blockers)
        registries.EXIT_CLOSERS.register("plans", actions.close_with_case)
        registries.WITH_THE_CASE.register("plans", actions.go_with_case)
        registries.TIMELINE.register("plans", desk_rows.timeline)
        registries.STANDINGS.register("plans", desk_rows.standings)
        registries.DO_TODAY.register("plans", desk_rows.do_today)
        registries.WAITING_FOR_ANSWER.register("plans", desk_rows.waiting_for_answer)
        RESTS_ON.register("plans", queries.agreed_on)
        MOVERS.register(
            "plans",
            Mover(
                Moves(models.Plan, _("Plans")),
                Moves(models.Goal, _("Goals")),
                Moves(models.Activity, _("Steps")),
            ),
        )
        ERASERS.register("plans", rows_of(models.Activity, models.Goal, models.Plan))
