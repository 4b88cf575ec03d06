from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from branches.ceremonies import triggers


def install(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    triggers.install(schema_editor)


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    triggers.remove(schema_editor)


class Migration(migrations.Migration):
    """What was awarded and held stays so: the database itself refuses to change or delete it."""

    dependencies = [("branches", "0004_ceremonies")]

    operations = [migrations.RunPython(install, remove)]
