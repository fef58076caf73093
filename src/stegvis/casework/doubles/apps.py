from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DoublesConfig(AppConfig):
    name = "stegvis.casework.doubles"
    label = "doubles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let earlier numbers be found, follow into a further record, and be forgotten."""
        from stegvis.casework.doubles import actions, hidden, menu, models, queries  # noqa: PLC0415
        from stegvis.casework.people.actions import keep_numbers  # noqa: PLC0415
        from stegvis.casework.people.models import Person  # noqa: PLC0415
        from stegvis.casework.people.registries import (  # noqa: PLC0415
            ERASERS,
            HIDDEN_DOUBLES,
            MOVERS,
            NUMBERED,
            Mover,
            Moves,
        )
        from stegvis.web.navigation import Item, register  # noqa: PLC0415

        keep_numbers("earlier numbers", models.EarlierNumber)
        NUMBERED.register("doubles", queries.numbered)
        HIDDEN_DOUBLES.register(
            "doubles", lambda person, newcomer, by: hidden.note(person, newcomer=newcomer, by=by)
        )
        ERASERS.register("doubles", actions.forget)
        MOVERS.register(
            "doubles",
            Mover(
                Moves(models.EarlierNumber, _("Earlier identity numbers")),
                Moves(models.Merge, ""),
                Moves(models.HiddenDouble, ""),
                Moves(models.HiddenDouble, "", "newcomer"),
                Moves(Person, "", "merged_into"),
                make_room=actions.make_room,
            ),
        )
        item = Item(_("Doubles"), "doubles:hidden", 34, menu.resolves, menu.waiting, tone="soon")
        register(item)
