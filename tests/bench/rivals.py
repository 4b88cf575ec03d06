"""What the import is compared with: the same rows by other means, prepared before the clock starts where that is fair."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import tablib
from django.db import connection, transaction
from django.db.models import Max, Min, Model, Q
from import_export import resources

from members.models import Member, OrgRelation, Upload, UploadRow, Written
from members.roll.changes import name_columns

_OF_UPLOAD = ("division_code", "channel", "collected_on", "uploaded_at", "file_name", "sha256")
NOT_WRITTEN = {"id", "knowns"}  # made by the database


def columns_of(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if field.attname not in NOT_WRITTEN]


def rows_of(model: type[Model], queryset: Any) -> list[tuple[Any, ...]]:
    """Rows as the database has them: JSON as text."""
    names = ", ".join(connection.ops.quote_name(name) for name in columns_of(model))
    keys = list(queryset.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM {model._meta.db_table} WHERE id BETWEEN %s AND %s", [min(keys), max(keys)])
        return [tuple(_plain(value) for value in row) for row in cursor.fetchall()]


def _plain(value: Any) -> Any:
    return str(value) if value is not None and not isinstance(value, str | int) else value


def into_table(model: type[Model], rows: Sequence[tuple[Any, ...]]) -> Callable[[], None]:
    """COPY or executemany of rows that are ready; the clock sees only the database."""
    table, columns = model._meta.db_table, columns_of(model)
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    if connection.vendor != "postgresql":
        marks = ", ".join(["%s"] * len(columns))

        def insert() -> None:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)

        return insert
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(
        [r"\N" if value is None else value for value in row] for row in rows
    )

    def copy() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.copy_expert(
                rf"COPY {table} ({names}) FROM STDIN (FORMAT csv, NULL '\N')", io.StringIO(text.getvalue())
            )

    return copy


def members_of(upload: int) -> list[tuple[Any, ...]]:
    """The members that an import left behind, ready to go in once more under other keys."""
    return rows_of(Member, Member.objects.filter(written_lines__upload=upload))


def into_all_tables(upload: Upload, members: Sequence[tuple[Any, ...]]) -> Callable[[], None]:
    """What an import of newcomers leaves behind, ready to go in once more: ``members``, their formal organisations, the lines of
    the file, and who was written by which. The members get the keys that come next, the lines an upload of their own.
    """
    taken = Member.objects.aggregate(first=Min("pk", filter=Q(written_lines__upload=upload)), last=Max("pk"))
    ahead = taken["last"] + 1 - taken["first"]
    own = Upload.objects.create(**{field: getattr(upload, field) for field in _OF_UPLOAD})
    moved = {"member_id": lambda key: key and key + ahead, "upload_id": lambda _key: own.pk}
    rest = [
        (OrgRelation, OrgRelation.objects.filter(member__written_lines__upload=upload)),
        (UploadRow, upload.rows.all()),
        (Written, upload.written.all()),
    ]
    inserts = [into_table(model, _moved(columns_of(model), rows_of(model, found), moved)) for model, found in rest]

    @transaction.atomic
    def insert() -> None:
        for each in (into_table(Member, members), *inserts):
            each()

    return insert


def _moved(
    columns: Sequence[str], rows: Sequence[tuple[Any, ...]], moved: Mapping[str, Callable[[Any], Any]]
) -> list[tuple[Any, ...]]:
    """The rows, with other keys in the columns that point elsewhere."""
    return [
        tuple(moved[name](value) if name in moved else value for name, value in zip(columns, row, strict=True))
        for row in rows
    ]


def bulk_create(rows: Sequence[tuple[Any, ...]]) -> None:
    """Model instances made and created by the thousand; no validation, no duplicates, no history, no tallies."""
    columns = columns_of(Member)
    with transaction.atomic():
        people = [Member(**dict(zip(columns, row, strict=True)) | {"sources": {}}) for row in rows]
        Member.objects.bulk_create(people, batch_size=1000)


class Plainly(resources.ModelResource):
    """django-import-export as it comes."""

    class Meta:
        model = Member
        fields = (
            "id",
            "name",
            "home",
            "kind",
            "phone",
            "employer",
            "origin",
            "origin_text",
            "work_address",
            "occupation",
        )

    def before_save_instance(self, instance: Member, row: Any, **kwargs: Any) -> None:
        for column, value in name_columns(instance.name).items():
            setattr(instance, column, value)
        for known in ("origin", "contact", "work_address", "occupation"):
            setattr(instance, f"{known}_state", "known")


class Tuned(Plainly):
    """The same in bulk, without looking anything up, comparing or reporting."""

    origin = resources.Field(attribute="origin_id", column_name="origin")

    class Meta(Plainly.Meta):
        use_bulk = True
        batch_size = 1000
        force_init_instance = True
        skip_diff = True
        skip_html_diff = True
        report_skipped = False


def dataset(rows: Sequence[tuple[Any, ...]]) -> tablib.Dataset:
    at = {name: position for position, name in enumerate(columns_of(Member))}
    wanted = ("name", "home", "kind", "phone", "employer", "origin_id", "origin_text", "work_address", "occupation")
    headers = ["id", *(name.removesuffix("_id") for name in wanted)]
    return tablib.Dataset(*[("", *(row[at[name]] for name in wanted)) for row in rows], headers=headers)


def import_export(resource: type[Plainly], data: tablib.Dataset) -> None:
    result = resource().import_data(data, raise_errors=True, use_transactions=True)
    if result.has_errors() or result.has_validation_errors():
        raise RuntimeError("django-import-export refused the rows")
