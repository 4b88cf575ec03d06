import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """Long prints of papers: made beside the pages, fetched, erased."""

    dependencies = [("branches", "0009_who_hands_over"), ("registry", "0003_jobs")]

    operations = [
        migrations.CreateModel(
            name="PrintRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ceremony",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="print_runs",
                        to="branches.ceremony",
                        verbose_name="ceremony",
                    ),
                ),
                ("order", models.JSONField()),
                ("reach", models.TextField()),
                ("base", models.CharField(max_length=200)),
                ("based_on", models.CharField(max_length=64)),
                ("moment", models.DateTimeField(default=django.utils.timezone.now, verbose_name="printed")),
                ("file_name", models.CharField(max_length=255, verbose_name="file")),
                ("size", models.PositiveBigIntegerField(null=True)),
                (
                    "job",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="registry.job",
                    ),
                ),
            ],
            options={"verbose_name": "print", "verbose_name_plural": "prints", "ordering": ["-pk"]},
        ),
    ]
