from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    name = "stegvis.work.matching"
    label = "matching"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell other rooms where persons stand, what waits for an answer, and how we forget."""
        from stegvis.casework.cases import registries  # noqa: PLC0415
        from stegvis.casework.people.registries import ERASERS, MOVERS, Mover, Moves, rows_of  # noqa: PLC0415
        from stegvis.work.matching import desk_rows, merging  # noqa: PLC0415
        from stegvis.work.matching.models import Proposal  # noqa: PLC0415

        registries.DO_TODAY.register("matching", desk_rows.do_today)
        registries.WAITING_FOR_ANSWER.register("matching", desk_rows.waiting_for_answer)
        registries.STANDINGS.register("matching", desk_rows.standings)
        registries.TIMELINE.register("matching", desk_rows.timeline)
        MOVERS.register(
            "matching", Mover(Moves(Proposal, _("Proposals")), make_room=merging.make_room)
        )
        ERASERS.register("matching", rows_of(Proposal))
