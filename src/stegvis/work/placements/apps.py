from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacementsConfig(AppConfig):
    name = "stegvis.work.placements"
    label = "placements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell lower rooms what placements leave open, show, ask for today, and how to forget."""
        from stegvis.casework.cases import registries as cases  # noqa: PLC0415
        from stegvis.casework.people.registries import ERASERS, MOVERS, Mover, Moves, rows_of  # noqa: PLC0415
        from stegvis.work.employers.registries import SECTIONS  # noqa: PLC0415
        from stegvis.work.placements import actions, desk_rows  # noqa: PLC0415
        from stegvis.work.placements.models import Placement  # noqa: PLC0415

        MOVERS.register("placements", Mover(Moves(Placement, _("Placements"))))
        ERASERS.register("placements", rows_of(Placement))
        cases.EXIT_BLOCKERS.register("placements", desk_rows.exit_blockers)
        cases.EXIT_CLOSERS.register("placements", actions.close_with_case)
        cases.TIMELINE.register("placements", desk_rows.timeline)
        cases.DO_TODAY.register("placements", desk_rows.do_today)
        cases.STANDINGS.register("placements", desk_rows.standings)
        SECTIONS.register("people", desk_rows.people_at)
