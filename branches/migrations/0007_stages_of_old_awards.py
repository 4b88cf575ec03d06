from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F
from django.utils import timezone

IN_USE, ENDS = 40, {"replaced": 50, "returned": 60, "lost": 70}


def write_stages(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Until now an awarded plaque counted as in use from the day of its award, until it was replaced, returned or lost."""
    plaques = apps.get_model("branches", "Plaque").objects
    rows, now = apps.get_model("branches", "PlaqueStage"), timezone.now()
    for stage, day, found in [
        (IN_USE, "awarded_on", plaques.filter(number__isnull=False)),
        *[(stage, "ended_on", plaques.filter(state=state)) for state, stage in ENDS.items()],
    ]:
        found.update(stage=stage)
        days = found.annotate(day=F(day)).values_list("pk", "day").order_by("pk").iterator(chunk_size=2000)
        rows.objects.bulk_create(
            (rows(plaque_id=key, stage=stage, since=since, noted_at=now) for key, since in days), batch_size=500
        )


class Migration(migrations.Migration):
    """What was awarded before gets its states, with their days."""

    dependencies = [("branches", "0006_life_of_plaques")]

    operations = [migrations.RunPython(write_stages, migrations.RunPython.noop)]
