from django.db import migrations, models


class Migration(migrations.Migration):
    """The history is asked for by days, by what was done and by whom: none reads all of it."""

    dependencies = [("registry", "0005_given_passwords")]

    operations = [
        migrations.AddIndex("deed", models.Index(fields=["at", "id"], name="deed_in_order")),
        migrations.AddIndex("deed", models.Index(fields=["verb", "at", "id"], name="deed_verb")),
        migrations.AddIndex("deed", models.Index(fields=["by", "at", "id"], name="deed_by")),
    ]
