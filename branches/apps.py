from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BranchesConfig(AppConfig):
    name = "branches"
    verbose_name = _("Branches")

    def ready(self) -> None:
        from branches.ceremonies import checks  # noqa: F401 - registers itself
