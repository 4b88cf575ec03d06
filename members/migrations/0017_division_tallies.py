from django.db import migrations, models

COUNTS = ("members", "complete", "left_on", "work_address", "origin", "occupation", "contact", "dues")
ADDED_UP = (
    f"INSERT INTO members_divisiontally (home, branch, kind, {', '.join(COUNTS)}) "  # noqa: S608 - names of ours
    f"SELECT home, branch / 1000 * 1000, kind, {', '.join(f'SUM({name})' for name in COUNTS)} "
    "FROM members_membertally GROUP BY home, branch / 1000 * 1000, kind"
)


class Migration(migrations.Migration):
    """What counties, prefectures and the province add up: the tallies of all branches of a division in one."""

    dependencies = [
        ("members", "0016_lines_kept_as_text"),
    ]

    operations = [
        migrations.CreateModel(
            name="DivisionTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("home", models.IntegerField()),
                ("branch", models.IntegerField(default=0)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("formal", "Formal member"),
                            ("probationary", "Probationary member"),
                            ("unknown", "Kind unknown"),
                        ],
                        max_length=12,
                    ),
                ),
                ("members", models.IntegerField(default=0, verbose_name="members")),
                ("complete", models.IntegerField(default=0, verbose_name="all six known")),
                ("left_on", models.IntegerField(default=0)),
                ("work_address", models.IntegerField(default=0)),
                ("origin", models.IntegerField(default=0)),
                ("occupation", models.IntegerField(default=0)),
                ("contact", models.IntegerField(default=0)),
                ("dues", models.IntegerField(default=0)),
            ],
            options={
                "verbose_name": "tally of members by division",
                "verbose_name_plural": "tallies of members by division",
                "ordering": ["home", "branch", "kind"],
                "constraints": [
                    models.UniqueConstraint(fields=("home", "branch", "kind"), name="division_tally_once"),
                    models.CheckConstraint(condition=models.Q(("members__gte", 0)), name="division_tally_counts"),
                ],
            },
        ),
        migrations.RunSQL(ADDED_UP, migrations.RunSQL.noop),
    ]
