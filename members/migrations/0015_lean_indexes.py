import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Indexes of what nearly nobody has hold only those who have it; nothing is looked for by the county of a formal organisation."""

    dependencies = [
        ("members", "0014_lines_of_who_may_leave"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="member",
            name="member_identity_once",
        ),
        migrations.AlterField(
            model_name="member",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged_records",
                to="members.member",
                verbose_name="joined with",
            ),
        ),
        migrations.AlterField(
            model_name="orgrelation",
            name="county",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="branches.county",
                verbose_name="county",
            ),
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)),
                fields=["merged_into"],
                name="member_merged_into",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                condition=models.Q(("identity_digest__isnull", False)),
                fields=("identity_digest",),
                name="member_identity_once",
                violation_error_message="A member with this identity number is registered already.",
            ),
        ),
    ]
