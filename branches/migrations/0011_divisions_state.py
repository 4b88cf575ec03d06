from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from branches.divisions import triggers


def install(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("branches", "DivisionsState").objects.create(token=0)
    triggers.install(schema_editor)


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    triggers.remove(schema_editor)


class Migration(migrations.Migration):
    """Whether the division tables were changed is one number, kept by the database."""

    dependencies = [("branches", "0010_print_runs")]

    operations = [
        migrations.CreateModel(
            name="DivisionsState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.BigIntegerField()),
            ],
            options={
                "verbose_name": "state of the divisions",
                "verbose_name_plural": "state of the divisions",
            },
        ),
        migrations.RunPython(install, remove),
    ]
