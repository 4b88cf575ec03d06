from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from branches.ceremonies import triggers


def install(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    triggers.install(schema_editor)


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    triggers.remove(schema_editor)


class Migration(migrations.Migration):
    """The state of the board fits that in the ledger; and the triggers watch again."""

    dependencies = [("branches", "0007_stages_of_old_awards")]

    operations = [
        migrations.AddConstraint(
            model_name="plaque",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage__lte", 20), ("state__in", ["planned", "withdrawn"])),
                    models.Q(("stage__lte", 40), ("state", "in_use")),
                    models.Q(("stage", 50), ("state", "replaced")),
                    models.Q(("stage", 60), ("state", "returned")),
                    models.Q(("stage", 70), ("state", "lost")),
                    _connector="OR",
                ),
                name="plaque_stage_fits_its_state",
                violation_error_message="A plaque is handed over after its award, and ended with it.",
            ),
        ),
        migrations.RunPython(install, remove),
    ]
