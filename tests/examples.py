"""With how many examples a property is tried that asks the database for each of its steps."""

from django.conf import settings


def examples(most: int) -> int:
    """All of them on SQLite. What such a property says is a matter of our own code: PostgreSQL is asked a quarter as often."""
    return most // 4 if settings.DATABASES["default"]["ENGINE"].endswith("postgresql") else most
