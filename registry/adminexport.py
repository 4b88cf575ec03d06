"""The columns of a list as a resource of django-import-export, for the admin's export: the same as in the site's own."""

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import Any

from django.http import HttpRequest
from import_export.admin import ExportMixin
from import_export.fields import Field
from import_export.formats.base_formats import XLSX
from import_export.resources import Resource

from registry.history.actions import record
from registry.history.verbs import Verb
from registry.lists import Column
from registry.lists.workbook import write_workbook


class _ColumnField(Field):
    def get_value(self, instance: Any, **kwargs: Any) -> Any:
        return self.attribute.of(instance)


def resource_of(columns: Sequence[Column], rows: Callable[[Any], Iterable[Any]] = iter) -> type[Resource]:
    """A resource with these columns. ``rows`` makes of the queryset what the columns read."""

    class ColumnResource(Resource):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.fields = {
                f"column_{number}": _ColumnField(attribute=column, column_name=str(column.label))
                for number, column in enumerate(columns)
            }

        def iter_queryset(self, queryset: Any) -> Iterable[Any]:
            return rows(queryset)

    return ColumnResource


class ListExportMixin(ExportMixin):
    """An admin whose list is exported as filtered: an Excel workbook in which text stays text. ``export_verb`` is its deed."""

    export_verb: Verb
    skip_export_form = True
    skip_export_form_from_action = True

    def get_export_formats(self) -> list[type[XLSX]]:
        title = str(self.opts.verbose_name_plural)

        class Workbook(XLSX):
            def export_data(self, dataset: Any, **kwargs: Any) -> bytes:
                file = BytesIO()
                write_workbook(file, title=title, headings=dataset.headers, lines=dataset, foot="")
                return file.getvalue()

        return [Workbook]

    def get_export_data(self, file_format: Any, request: HttpRequest, queryset: Any, **kwargs: Any) -> bytes:
        user: Any = request.user
        told = {"rows": queryset.count(), "filters": request.GET.urlencode()}
        record(verb=self.export_verb, by=user, subjects=[], after=told)
        return super().get_export_data(file_format, request, queryset, **kwargs)
