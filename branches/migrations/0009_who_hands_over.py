from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from branches.ceremonies import triggers


def install(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    triggers.install(schema_editor)


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    triggers.remove(schema_editor)


class Migration(migrations.Migration):
    """Who hands the plaques over, at a ceremony and of each. The triggers rest meanwhile: SQLite rebuilds the tables."""

    dependencies = [("branches", "0008_stages_fit")]

    operations = [
        migrations.RunPython(remove, install),
        migrations.AddField(
            model_name="ceremony",
            name="handing_over",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Name and office of who hands the plaques over; on the list a plaque can name somebody else.",
                max_length=120,
                verbose_name="handing over",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="plaque",
            name="handed_over_by",
            field=models.CharField(blank=True, default="", max_length=60, verbose_name="handed over by"),
            preserve_default=False,
        ),
        migrations.RunPython(install, remove),
    ]
