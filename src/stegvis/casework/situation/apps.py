from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SituationConfig(AppConfig):
    name = "stegvis.casework.situation"
    label = "situation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell other rooms what to show, what ends with a case, and how it is forgotten."""
        from stegvis.casework.cases.registries import (  # noqa: PLC0415
            DO_TODAY,
            EXIT_BLOCKERS,
            EXIT_CLOSERS,
            TIMELINE,
            WAITING_FOR_ANSWER,
        )
        from stegvis.casework.people.registries import ERASERS, MOVERS, Mover, Moves, rows_of  # noqa: PLC0415
        from stegvis.casework.situation import actions, desk_rows, merging  # noqa: PLC0415
        from stegvis.casework.situation.models import (  # noqa: PLC0415
            Answer,
            Assessment,
            CompetenceProfile,
        )

        TIMELINE.register("situation", desk_rows.timeline)
        DO_TODAY.register("situation", desk_rows.do_today)
        WAITING_FOR_ANSWER.register("situation", desk_rows.waiting_for_answer)
        EXIT_BLOCKERS.register("situation", desk_rows.exit_blockers)
        EXIT_CLOSERS.register("situation", actions.close_with_case)
        MOVERS.register(
            "situation",
            Mover(
                Moves(CompetenceProfile, _("Competence profile")),
                Moves(Assessment, _("Areas of life")),
                Moves(Answer, ""),
                make_room=merging.make_room,
            ),
        )
        ERASERS.register("situation", rows_of(Answer, Assessment, CompetenceProfile))
