"""The admin's export is the site's own: the same columns, file and deed. Of django-import-export the button and the filters."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from import_export.admin import ExportMixin

from registry.history.exporting import take_out
from registry.history.verbs import Verb
from registry.lists import Column


class ListExportMixin(ExportMixin):
    """An admin whose list is exported as filtered, in ``export_columns``. ``export_verb`` is its deed."""

    export_columns: list[Column]
    export_verb: Verb

    def rows_for_export(self, found: Any) -> Iterable[Any]:
        """What the columns read, made of the queryset: an iterable that does not keep what it gave."""
        return found.iterator(chunk_size=2000)

    def export_action(self, request: HttpRequest) -> HttpResponseBase:
        if not self.has_export_permission(request):
            raise PermissionDenied
        found = self.get_export_queryset(request)
        rows, name = self.rows_for_export(found), str(self.opts.verbose_name_plural)
        return take_out(request, rows, self.export_columns, name=name, verb=self.export_verb, count=found.count())
