from django.apps import AppConfig


class StudiesConfig(AppConfig):
    name = "stegvis.casework.studies"
    label = "studies"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the plan's page and My day of studies, and how they are forgotten."""
        from stegvis.casework.cases import registries  # noqa: PLC0415
        from stegvis.casework.people.registries import ERASERS, rows_of  # noqa: PLC0415
        from stegvis.casework.plans.registries import BESIDE  # noqa: PLC0415
        from stegvis.casework.studies import desk_rows, models  # noqa: PLC0415

        registries.DO_TODAY.register("studies", desk_rows.do_today)
        BESIDE.register("studies", desk_rows.beside_the_plan)
        ERASERS.register("studies", rows_of(models.Course, models.Study))
