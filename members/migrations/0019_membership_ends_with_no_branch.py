from django.db import migrations, models


class Migration(migrations.Migration):
    """A branch that has members is not dissolved: no membership ever ended so."""

    dependencies = [
        ("members", "0018_what_is_said_of_few"),
    ]

    operations = [
        migrations.AlterField(
            model_name="membership",
            name="ended",
            field=models.CharField(
                blank=True,
                choices=[
                    ("returned", "Returned home"),
                    ("relation_transferred", "Formal relation transferred"),
                    ("deceased", "Deceased"),
                    ("removed", "Removed"),
                    ("moved", "Moved to another branch"),
                    ("merged", "Two records of one person were joined"),
                ],
                max_length=22,
                verbose_name="ended",
            ),
        ),
    ]
