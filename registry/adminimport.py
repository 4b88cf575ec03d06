"""Files into the admin through django-import-export: each row is a form, each form an action, and a rehearsal comes first.

The library checks, shows and repeats; what a row means is said by a form of the pages and done by an action, so that scope,
rules and deeds are the same as everywhere (the library's own saving would skip them).
"""

import datetime
from collections.abc import Mapping
from typing import Any, NamedTuple

import tablib
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from import_export.admin import ImportMixin
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Resource
from import_export.results import InvalidRow, Result, RowResult

from registry.access import Permission
from registry.adminfiles import Text, Workbook
from registry.history.actions import record
from registry.history.verbs import Verb
from registry.importfolder import ImportFolder

_ANSWERS = (
    {"": ""} | dict.fromkeys(("yes", "true", "1", "是"), "True") | dict.fromkeys(("no", "false", "0", "否"), "False")
)


class Heading(NamedTuple):
    """A column that is understood: the field it fills, what it is called, and what to write in it."""

    field: str
    label: Promise | str
    hint: Promise | str = ""


class Rehearsal(Result):
    """What became of each row; of one that is refused also what it says, as far as it says anything."""

    def append_invalid_row(self, number: int, row: Mapping[str, Any], validation_error: ValidationError) -> None:
        values = [str(value).strip() for value in row.values() if value is not None]
        self.invalid_rows.append(InvalidRow(number, validation_error, [value for value in values if value]))


class RowImport(Resource):
    """Rows of a file, one by one. ``take`` says what a row means; whatever it raises as ValidationError is said of that row."""

    headings: list[Heading] = []
    required: set[str] = set()
    verb: Verb

    class Meta:
        skip_diff = True  # its comparison is HTML with styles of its own, which the content policy refuses
        clean_model_instances = True
        use_transactions = True
        report_skipped = True
        store_row_values = True
        instance_loader_class = BaseInstanceLoader  # asked for nothing: a row finds its object itself, within the scope

    def __init__(self, *, by: Any, today: datetime.date) -> None:
        super().__init__()
        self.by, self.today = by, today

    @classmethod
    def get_display_name(cls) -> str:
        return cls.__name__

    @classmethod
    def get_result_class(cls) -> type[Result]:
        return Rehearsal

    def take(self, row: dict[str, Any]) -> tuple[str, Any]:
        """Do what the row says; the kind of result (RowResult.IMPORT_TYPE_...) and the object. By field name, as text."""
        raise NotImplementedError

    def get_diff_headers(self) -> list[str]:
        return [str(heading.label) for heading in self.headings]

    def before_import(self, dataset: tablib.Dataset, **kwargs: Any) -> None:
        """Headings in either language, or names of fields, become names of fields; what is not understood is said."""
        known = self._known_headings()
        asked = [str(header or "").strip() for header in dataset.headers or []]
        fields = [known.get(header, f"_{n}") for n, header in enumerate(asked)]
        fault = self._fault_of_headings([h for h in asked if h and h not in known], fields)
        if fault:
            dataset.wipe()  # no row can be understood
            raise ValidationError(fault)
        dataset.headers = fields

    def import_row(self, row: Any, instance_loader: Any, **kwargs: Any) -> RowResult:
        result = self.get_row_result_class()()
        said = {name: str(value if value is not None else "").strip() for name, value in row.items()}
        result.row_values = said
        if not any(said.values()):
            result.import_type = RowResult.IMPORT_TYPE_SKIP
            return result
        try:
            with transaction.atomic():
                result.import_type, thing = self.take(said)
        except ValidationError as error:
            result.import_type = RowResult.IMPORT_TYPE_INVALID
            result.validation_error = ValidationError(error.messages)
        else:
            result.add_instance_info(thing)
        return result

    def after_import(self, dataset: tablib.Dataset, result: Any, **kwargs: Any) -> None:
        """Each row left its own deed; one more says that there was a file."""
        if result.has_errors() or result.has_validation_errors():
            return
        record(verb=self.verb, by=self.by, subjects=[], after={"rows": len(dataset), "new": result.totals["new"]})

    def _fault_of_headings(self, strange: list[str], fields: list[str]) -> str:
        """What is wrong with the headings in one sentence; empty for nothing."""
        missing = [str(h.label) for h in self.headings if h.field in self.required and h.field not in fields]
        if strange:
            return _("These columns are not understood: %(names)s") % {"names": "、".join(strange)}
        if missing:
            return _("These columns are missing: %(names)s") % {"names": "、".join(missing)}
        return _("A column occurs twice.") if len(set(fields)) < len(fields) else ""

    def _known_headings(self) -> dict[str, str]:
        known = {heading.field: heading.field for heading in self.headings}
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                known |= {str(heading.label): heading.field for heading in self.headings}
        return known


def form_data(form_class: Any, row: Mapping[str, str]) -> dict[str, str]:
    """What a form would have been sent: where a field offers choices, their labels (in either language) become values.

    Raises ValidationError where a field takes yes or no and the row says something else.
    """
    values = dict(row)
    fields: dict[str, Any] = form_class.base_fields
    for name in set(values) & set(fields):
        choices = getattr(fields[name], "choices", None)
        if isinstance(fields[name], forms.BooleanField):
            values[name] = _answer(values[name], fields[name].label)
        if choices and not isinstance(fields[name], forms.ModelChoiceField):
            values[name] = _value_of(choices, values[name])
    return values


def complain(form: forms.BaseForm) -> None:
    """Raise what is wrong with a form as one ValidationError: each message with the label of its field."""
    said = []
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        said += [f"{label}: {message}" if label else str(message) for message in errors]
    if said:
        raise ValidationError(said)


def _answer(text: str, label: Any) -> str:
    if text.lower() not in _ANSWERS:
        said = _("Write yes or no.")
        raise ValidationError(f"{label}: {said}", code="no_answer")
    return _ANSWERS[text.lower()]


def _value_of(choices: Any, text: str) -> str:
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for value, label in choices:
                if text and text == str(label):
                    return str(value)
    return text


class ListImportMixin(ImportMixin):
    """An admin into whose list a file can be taken by whoever has ``import_permission``. ``import_resource`` says how."""

    import_resource: type[RowImport]
    import_permission: Permission
    import_export_change_list_template = "admin/import_export/change_list_import_export.html"
    import_template_name = "admin/import.html"
    skip_admin_log = True  # what was done is in the history of the house
    tmp_storage_class = ImportFolder

    def has_import_permission(self, request: HttpRequest) -> bool:
        user: Any = request.user
        return bool(user.scope_of(self.import_permission))

    def get_import_formats(self) -> list[Any]:
        return [Workbook, Text]

    def get_import_resource_classes(self, request: HttpRequest) -> list[type[RowImport]]:
        return [self.import_resource]

    def get_import_resource_kwargs(self, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
        return {"by": request.user, "today": timezone.localdate()}

    def get_import_data_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_import_data_kwargs(**kwargs) | {"rollback_on_validation_errors": True}

    def get_import_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"headings": self.import_resource.headings, "required": self.import_resource.required}

    def add_data_read_fail_error_to_form(self, form: forms.Form, e: Exception) -> None:
        """In words for who sent the file; the library would name the class of the error."""
        unreadable = ValidationError(
            _("The file cannot be read. Save it as an Excel workbook (.xlsx) or as CSV in UTF-8 or GB18030."),
            code="unreadable",
        )
        form.add_error("import_file", e if isinstance(e, ValidationError) else unreadable)

    def process_result(self, result: Any, request: HttpRequest) -> HttpResponse:
        """What was fine at the rehearsal may not be any more: then nothing was taken in, and that is said."""
        if result.has_errors() or result.has_validation_errors():
            messages.error(request, _("The registry has changed since the rehearsal; nothing was taken in. Try again."))
            return redirect(request.path.replace("process_import", "import"))
        return super().process_result(result, request)
