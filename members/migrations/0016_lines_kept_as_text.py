from django.db import migrations

from registry.fields import JSONTextField

_KEPT = {"cells": list, "values": dict, "faults": list, "candidates": list, "changes": dict}


class Migration(migrations.Migration):
    """Nothing is asked of what a line of a file says but by reading it whole: the database need not understand it."""

    dependencies = [("members", "0015_lean_indexes")]

    operations = [
        migrations.AlterField(model_name="uploadrow", name=name, field=JSONTextField(default=empty))
        for name, empty in _KEPT.items()
    ]
