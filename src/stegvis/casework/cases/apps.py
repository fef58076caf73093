from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "stegvis.casework.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the desk what is to be done and where persons stand, and how cases are forgotten."""
        from stegvis.casework.cases import (  # noqa: PLC0415
            desk_rows,
            menu,
            merging,
            models,
            participants,
            queries,
            registries,
            retention,
        )
        from stegvis.casework.people.registries import (  # noqa: PLC0415
            DUE,
            ERASERS,
            GRANT_LIMITS,
            HINDERS,
            MOVERS,
            Mover,
            Moves,
            rows_of,
        )
        from stegvis.web.navigation import Item, register, register_in_account  # noqa: PLC0415

        registries.DO_TODAY.register("cases", desk_rows.do_today)
        registries.STANDINGS.register("cases", desk_rows.standings)
        GRANT_LIMITS.register("cases", queries.only_in_the_unit)
        DUE.register("cases", retention.is_due)
        HINDERS.register("cases", retention.under_way)
        assignments = (models.Assignment, "case__person")
        MOVERS.register(
            "cases",
            Mover(
                Moves(models.Referral, _("Referrals")),
                Moves(models.Case, _("Cases")),
                Moves(models.Task, _("Tasks")),
                Moves(models.FollowUp, _("Follow-ups")),
                hinders=merging.hinders,
            ),
        )
        ERASERS.register(
            "cases",
            rows_of(models.FollowUp, models.Task, assignments, models.Case, models.Referral),
        )
        participants.register()
        register_in_account("cases/in_account.html")
        register(Item(_("Participants"), "cases:mine", 20, menu.meets_people, key="p"))
        register(
            Item(
                _("Incoming"),
                "cases:queue",
                30,
                menu.meets_people,
                menu.waiting,
                tone="soon",
                key="i",
            )
        )
