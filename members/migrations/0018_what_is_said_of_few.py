import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

import members.roll.prefixes


class Migration(migrations.Migration):
    """What few have is found by small indexes that newcomers do not pay for: who left, who is out of reach, uncommon dues, long names."""

    dependencies = [
        ("members", "0017_division_tallies"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="member",
            name="member_long_name",
        ),
        migrations.RemoveIndex(
            model_name="membership",
            name="membership_pending",
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(
                members.roll.prefixes.ByCodePoint(django.db.models.functions.text.Substr("match_name", 4)),
                condition=models.Q(
                    django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length("match_name"), 3)
                ),
                name="member_name_from_4",
            ),
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(
                condition=models.Q(
                    django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length("match_name"), 4)
                ),
                fields=["id"],
                name="member_long_name",
            ),
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(
                condition=models.Q(("ended_on__isnull", False)), fields=["ended_on"], name="member_ended"
            ),
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(
                condition=models.Q(("reach", "in_contact"), _negated=True), fields=["reach"], name="member_out_of_reach"
            ),
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(
                condition=models.Q(
                    models.Q(("dues", "paid"), _negated=True),
                    models.Q(("dues", "unpaid"), _negated=True),
                    models.Q(("dues", "unknown"), _negated=True),
                ),
                fields=["dues"],
                name="member_rare_dues",
            ),
        ),
        migrations.AddIndex(
            model_name="membership",
            index=models.Index(
                condition=models.Q(("confirmed_on", None), ("until", None)),
                fields=["branch", "id", "member"],
                name="membership_pending",
            ),
        ),
    ]
