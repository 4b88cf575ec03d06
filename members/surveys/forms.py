import datetime
from collections.abc import Mapping
from itertools import islice
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.html import escape
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from branches.models import Branch
from branches.organisation.choices import offer
from members.roll.sources import Channel
from members.surveys.campaigns.forms import offer_units
from members.surveys.campaigns.models import Asked
from members.surveys.draft import stored_columns
from members.surveys.labels import FIELD_LABELS, REMARK_LABEL
from members.surveys.models import Upload, Verdict
from members.surveys.places import place_choices
from members.surveys.querysets import UploadQuerySet, UploadRowQuerySet
from members.surveys.values.joining import JOINERS
from registry.access import Scope
from registry.actionforms import day_field

_LOOKED_AT = 50  # lines, for examples of what stands in a column
ENCODINGS = [
    ("", _("as recognised")),
    ("utf-8", "UTF-8"),
    ("gb18030", _("GB18030 (GBK, simplified Chinese)")),
    ("cp950", _("Big5 (traditional Chinese)")),
    ("utf-16", "UTF-16"),
]


class UploadForm(forms.Form):
    """A survey file and what the file itself does not say: for which place, through whom, of which day."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV, TXT, XLSX, XLS or ODS, as it was sent to you. Nothing is written to the members before you have seen it."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xlsm,.xls,.ods"}),
    )
    place = forms.TypedChoiceField(
        label=_("For the place"),
        coerce=int,
        help_text=_("Lines from elsewhere are refused, and 南昌 alone is looked up inside it."),
    )
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices, help_text=_("Through whom the file came."))
    collected_on = day_field(
        _("Surveyed on"),
        help_text=_("Where two surveys contradict each other, the newer one is chosen and the other kept beside it."),
    )
    branch = forms.ModelChoiceField(
        label=_("Attach to branch"),
        queryset=Branch.objects.none(),
        required=False,
        empty_label=_("no branch in common"),
        help_text=_(
            "Members in the file who have no branch yet join this one. Lines that name a branch of their own keep it."
        ),
    )

    asked = forms.ModelChoiceField(
        label=_("Return of"),
        queryset=Asked.objects.none(),
        required=False,
        help_text=_("The unit of a survey campaign that returned this file, where there is one."),
    )

    def __init__(self, *args: Any, scope: Scope, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        offer_units(self.fields["asked"], scope, chosen=self.initial.get("asked"))
        self.fields["place"].choices = place_choices(scope, home_province=settings.HOME_PROVINCE, today=today)  # type: ignore[attr-defined]
        offer(self.fields["branch"], Branch.objects.within(scope).active_on(today))
        self.fields["collected_on"].initial = today

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.SURVEY_MAX_BYTES:
            limit = filesizeformat(settings.SURVEY_MAX_BYTES)
            raise ValidationError(_("The file is larger than %(limit)s."), code="too_large", params={"limit": limit})
        return file

    def clean_collected_on(self) -> datetime.date:
        day = self.cleaned_data["collected_on"]
        if day > self.today:
            raise ValidationError(_("This day lies in the future."), code="future_date")
        return day


class ReadingForm(forms.Form):
    """What was understood of the file, to be set right: encoding, sheet, and the meaning of each column."""

    encoding = forms.ChoiceField(label=_("Encoding"), choices=ENCODINGS, required=False)
    sheet = forms.ChoiceField(label=_("Sheet"), required=False)

    def __init__(self, *args: Any, upload: Upload, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.upload = upload
        facts = upload.facts
        if facts["sheet"] is None:
            del self.fields["sheet"]
            self.fields["encoding"].initial = facts["encoding"].removesuffix("-sig")
        else:
            del self.fields["encoding"]
            names = [facts["sheet"], *facts["other_sheets"]]
            self.fields["sheet"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]
        examples = _examples(upload)
        for column in stored_columns(upload):
            self.fields[f"column_{column.position}"] = forms.ChoiceField(
                label=column.header or _("Column %(position)s") % {"position": column.position},
                choices=[("", REMARK_LABEL if column.is_remark else _("not taken")), *FIELD_LABELS.items()],
                initial=column.field or "",
                required=False,
                help_text=escape(examples.get(column.position, "")),  # cells: crispy takes help for safe
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = [field for field in self.mapping(cleaned).values() if field]
        twice = {field for field in chosen if chosen.count(field) > 1 and field not in JOINERS}
        if twice:
            labels = "、".join(str(FIELD_LABELS[field]) for field in sorted(twice))
            raise ValidationError(
                _("Two columns were given the same meaning: %(labels)s"), code="twice", params={"labels": labels}
            )
        if "name" not in chosen:
            raise ValidationError(_("One column must hold the names."), code="missing")
        return cleaned

    @staticmethod
    def mapping(cleaned: dict[str, Any]) -> dict[str, str]:
        """Each column by its position (``#3``) -> the field it was given, "" for not taken."""
        prefix = "column_"
        return {f"#{key.removeprefix(prefix)}": value for key, value in cleaned.items() if key.startswith(prefix)}


def _examples(upload: Upload) -> dict[int, str]:
    """Position -> some of what stands in the column, so that one sees what it means. Identity numbers are masked in what is kept."""
    rows = list(upload.rows.content().order_by("line").values_list("cells", flat=True)[:_LOOKED_AT])
    found = {}
    for column in upload.columns:
        at = column["position"] - 1
        texts = dict.fromkeys(text for cells in rows if at < len(cells) and (text := cells[at].strip()))
        found[column["position"]] = " · ".join(Truncator(text).chars(20) for text in islice(texts, 3))
    return found


class ReasonForm(forms.Form):
    """Why a file is taken back or discarded; need not be said."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=300,
        help_text=_("Need not be given. It stands in the history of the file."),
    )


class UploadFilter(forms.Form):
    """Which files are shown."""

    q = forms.CharField(label=_("File"), required=False, max_length=60)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *Upload.State.choices])

    def narrow(self, uploads: UploadQuerySet) -> UploadQuerySet:
        """What cannot be read finds none."""
        if not self.is_valid():
            return uploads.none()
        if self.cleaned_data["state"]:
            uploads = uploads.filter(state=self.cleaned_data["state"])
        return uploads.filter(file_name__contains=self.cleaned_data["q"]) if self.cleaned_data["q"] else uploads


class RowFilter(forms.Form):
    """Which lines of an upload are shown."""

    verdict = forms.ChoiceField(
        label=_("Verdict"), choices=[("", _("all but skipped")), *Verdict.choices], required=False
    )
    fault = forms.ChoiceField(label=_("Fault"), required=False)
    line = forms.IntegerField(label=_("Line"), required=False, min_value=1, max_value=100_000_000)

    def __init__(self, data: Mapping[str, Any], *, faults: list[tuple[str, str, int]]) -> None:
        """``faults``: (code, sentence in short, lines) of those that occur."""
        super().__init__(data)
        choices = [(code, f"{words} ({lines})") for code, words, lines in faults]
        self.fields["fault"].choices = [("", _("any")), *choices]  # type: ignore[attr-defined]

    def narrow(self, rows: UploadRowQuerySet) -> UploadRowQuerySet:
        chosen = self.cleaned_data if self.is_valid() else {}
        if chosen.get("line"):
            return rows.filter(line=chosen["line"])
        rows = rows.filter(verdict=chosen["verdict"]) if chosen.get("verdict") else rows.content()
        return rows.with_fault(chosen["fault"]) if chosen.get("fault") else rows

    def total(self, upload: Upload) -> int:
        """How many lines that are; those of a verdict are counted already."""
        chosen = self.cleaned_data if self.is_valid() else {}
        if chosen.get("fault") or chosen.get("line"):
            return self.narrow(upload.rows.all()).count()
        if chosen.get("verdict"):
            return upload.totals.get(chosen["verdict"], 0)
        return upload.lines_of_data
