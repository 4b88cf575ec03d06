from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.exceptions import IrreversibleError

from registry.history import triggers


def nothing(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """A column without values is added beside the rows; they and their triggers stay as they are."""


def install_again(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """SQLite makes the table anew to take the column away."""
    triggers.install(schema_editor)


def require_none(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The digest of a deed is over its runs as they are: the version before could not verify the history any more."""
    if apps.get_model("registry", "DeedSubject").objects.filter(last__isnull=False).exists():
        raise IrreversibleError("There are deeds about runs of objects; the history cannot be told without them.")
    triggers.remove(schema_editor)


class Migration(migrations.Migration):
    """Many objects with consecutive keys and one place are one subject of a deed."""

    dependencies = [("registry", "0003_jobs")]

    operations = [
        migrations.RunPython(nothing, install_again),
        migrations.AddField("deedsubject", "last", models.BigIntegerField(null=True)),
        migrations.AddIndex(
            "deedsubject",
            models.Index(
                fields=["kind", "key", "last", "deed"],
                name="deed_subject_run",
                condition=models.Q(("last__isnull", False)),
            ),
        ),
        migrations.RunPython(nothing, require_none),
    ]
