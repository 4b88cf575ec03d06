"""In whose name a command acts."""

from django.core.management import CommandError
from django.utils.translation import gettext as _

from registry.accounts.models import User


def user_named(username: str | None, *, returncode: int) -> User | None:
    """The active account a command was given; None stands for the system. CommandError with ``returncode`` where there is none."""
    if username is None:
        return None
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise CommandError(_("There is no active user “%(name)s”.") % {"name": username}, returncode=returncode)
    return user
