from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupsConfig(AppConfig):
    name = "stegvis.casework.groups"
    label = "groups"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell other rooms what groups wait for, what ends with a case or a step, and the menu."""
        from stegvis.casework.cases import registries  # noqa: PLC0415
        from stegvis.casework.groups import actions, desk_rows, merging, models, reach  # noqa: PLC0415
        from stegvis.casework.people.registries import (  # noqa: PLC0415
            ERASERS,
            GRANT_LIMITS,
            MOVERS,
            Mover,
            Moves,
            rows_of,
        )
        from stegvis.casework.plans.registries import (  # noqa: PLC0415
            ANSWERED_ELSEWHERE,
            MOVED_WITH_THE_STEP,
            WITH_THE_STEP,
        )
        from stegvis.web.navigation import Item, register  # noqa: PLC0415

        registries.EXIT_BLOCKERS.register("groups", desk_rows.exit_blockers)
        registries.EXIT_CLOSERS.register("groups", actions.close_with_case)
        registries.DO_TODAY.register("groups", desk_rows.do_today)
        registries.GATHERINGS.register("groups", desk_rows.gatherings)
        WITH_THE_STEP.register("groups", reach.end_with_step)
        MOVED_WITH_THE_STEP.register("groups", reach.move_with_step)
        ANSWERED_ELSEWHERE.register("groups", reach.is_seat)
        GRANT_LIMITS.register("groups", reach.only_in_the_unit)
        MOVERS.register(
            "groups",
            Mover(
                Moves(models.Member, _("Groups")),
                Moves(models.Attendance, ""),
                make_room=merging.make_room,
            ),
        )
        ERASERS.register("groups", rows_of(models.Attendance, models.Member))
        register(Item(_("Groups"), "groups:list", 35, desk_rows.meets_people))
