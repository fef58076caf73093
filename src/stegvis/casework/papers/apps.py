from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    name = "stegvis.casework.papers"
    label = "papers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the store whose its documents are, and the people room how papers are forgotten."""
        from stegvis.casework.cases.registries import ENCLOSURES  # noqa: PLC0415
        from stegvis.casework.papers import actions, queries  # noqa: PLC0415
        from stegvis.casework.papers.models import Paper  # noqa: PLC0415
        from stegvis.casework.people.registries import ERASERS, MOVERS, Mover, Moves  # noqa: PLC0415
        from stegvis.core.documents.registries import HOLDERS  # noqa: PLC0415

        ENCLOSURES.register("papers", queries.Enclosures())
        HOLDERS.register("papers", queries.holds)
        MOVERS.register("papers", Mover(Moves(Paper, _("Documents"))))
        ERASERS.register("papers", actions.forget)
