from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "stegvis.casework.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell other rooms what is booked, what ends with a case, how it is told and forgotten."""
        from stegvis.casework.cases.registries import (  # noqa: PLC0415
            DO_TODAY,
            EXIT_BLOCKERS,
            EXIT_CLOSERS,
            STANDINGS,
            TIMELINE,
            WAITING_FOR_ANSWER,
            WITH_THE_CASE,
        )
        from stegvis.casework.meetings import actions, desk_rows, letters, merging, models  # noqa: PLC0415
        from stegvis.casework.meetings.erasing import erase  # noqa: PLC0415
        from stegvis.casework.people.registries import ERASERS, MOVERS, Mover, Moves  # noqa: PLC0415
        from stegvis.web.navigation import register_in_account  # noqa: PLC0415

        letters.register()
        DO_TODAY.register("meetings", desk_rows.do_today)
        WAITING_FOR_ANSWER.register("meetings", desk_rows.waiting_for_answer)
        STANDINGS.register("meetings", desk_rows.standings)
        TIMELINE.register("meetings", desk_rows.timeline)
        EXIT_BLOCKERS.register("meetings", desk_rows.exit_blockers)
        EXIT_CLOSERS.register("meetings", actions.close_with_case)
        WITH_THE_CASE.register("meetings", actions.go_with_case)
        MOVERS.register(
            "meetings",
            Mover(
                Moves(models.Meeting, _("Meetings")),
                Moves(models.Guest, ""),
                Moves(models.Reminder, ""),
                Moves(models.ReminderChoice, ""),
                make_room=merging.make_room,
            ),
        )
        ERASERS.register("meetings", erase)
        register_in_account("meetings/in_account.html")
