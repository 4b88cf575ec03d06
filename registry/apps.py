from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class RegistryConfig(AppConfig):
    name = "registry"
    verbose_name = _("Accounts and history")

    def ready(self) -> None:
        connection_created.connect(_without_compiling, dispatch_uid="registry")


def _without_compiling(connection: Any, **_kwargs: Any) -> None:
    """PostgreSQL compiles what it takes for dear: of the first page's counts over many branches that was nine tenths of the time."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET jit = off")
