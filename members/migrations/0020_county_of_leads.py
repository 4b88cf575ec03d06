from django.db import migrations, models


def take_from_lines(apps, schema_editor):
    leads = apps.get_model("members", "Lead").objects.using(schema_editor.connection.alias)
    for lead in leads.select_related("row").iterator(chunk_size=500):
        lead.home = (lead.row.values.get("origin") or {}).get("code")
        lead.save(update_fields=["home"])


class Migration(migrations.Migration):
    """Leads can be filtered by the county they come from, as their lines say it."""

    dependencies = [
        ("members", "0019_membership_ends_with_no_branch"),
    ]

    operations = [
        migrations.AddField(
            model_name="lead",
            name="home",
            field=models.IntegerField(
                help_text="Where the line says that he comes from: the list is filtered by it.",
                null=True,
                verbose_name="county",
            ),
        ),
        migrations.RunPython(take_from_lines, migrations.RunPython.noop),
    ]
