from django.db import migrations, models


class Migration(migrations.Migration):
    """Whether somebody else made an account's password; whoever has one today chose it or has used it long since."""

    dependencies = [("registry", "0004_runs_of_subjects")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="password_is_given",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="Made by somebody else; another one must be chosen at the next sign-in.",
                verbose_name="password to be changed",
            ),
        )
    ]
