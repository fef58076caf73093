from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    name = "stegvis.casework.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the cases room about contacts and what ends with a case, the people room how notes
        are forgotten, and register the sweeping of drafts."""
        import_module("stegvis.casework.journal.sweeping")
        from stegvis.casework.cases.registries import (  # noqa: PLC0415
            EXIT_BLOCKERS,
            EXIT_CLOSERS,
            STANDINGS,
            TIMELINE,
        )
        from stegvis.casework.journal import actions, desk_rows, queries  # noqa: PLC0415
        from stegvis.casework.journal.models import Draft, Note  # noqa: PLC0415
        from stegvis.casework.people.registries import (  # noqa: PLC0415
            DUE,
            ERASERS,
            MOVERS,
            Mover,
            Moves,
            rows_of,
        )
        from stegvis.web.navigation import register_in_account  # noqa: PLC0415

        STANDINGS.register("journal", desk_rows.standings)
        TIMELINE.register("journal", desk_rows.timeline)
        MOVERS.register("journal", Mover(Moves(Note, _("Notes")), Moves(Draft, "")))
        ERASERS.register("journal", rows_of(Draft, Note))
        EXIT_BLOCKERS.register("journal", desk_rows.exit_blockers)
        EXIT_CLOSERS.register("journal", actions.close_with_case)
        register_in_account("journal/in_account.html")
        DUE.register("journal", queries.silent_long_enough)
