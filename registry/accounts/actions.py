"""Opening and changing accounts, granting and ending roles. Each writes one deed; passwords are in none."""

import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from registry.accounts.models import Grant, User
from registry.accounts.places import as_branch_code
from registry.accounts.rules import objections_to_granting
from registry.history.actions import Subject, changes, record
from registry.history.verbs import Verb
from registry.objections import settle

_DESCRIBED = ("username", "name", "office", "is_active")


@transaction.atomic
def open_account(
    *, username: str, password: str, name: str = "", office: str = "", password_is_given: bool = True, by: User | None
) -> User:
    """Open an account that may sign in and do nothing yet. Raises ValidationError (name taken, password too weak).

    ``password_is_given``: its owner must choose another one before anything else.
    """
    user = User(username=username, name=name, office=office, password_is_given=password_is_given)
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save()
    record(verb=Verb.ACCOUNT_OPENED, by=by, subjects=[user], after=_description(user))
    return user


@transaction.atomic
def change_account(user: User, *, name: str, office: str, is_active: bool, by: User | None) -> User:
    """Change what an account is called, or close and reopen it. Raises ValidationError for closing one's own."""
    if by == user and not is_active:
        raise ValidationError(_("Nobody closes the account he works with."), code="own_account")
    kept = User.objects.select_for_update().get(pk=user.pk)
    before = _description(kept)
    kept.name, kept.office, kept.is_active = name, office, is_active
    kept.full_clean()
    kept.save()
    old, new = changes(before, _description(kept))
    if new:
        record(verb=Verb.ACCOUNT_CHANGED, by=by, subjects=[kept], before=old, after=new)
    return kept


@transaction.atomic
def note_given_password(user: User, *, by: User) -> None:
    """Write down that ``by`` has set the password of an account; where it is not his own, its owner must choose another one."""
    user.password_is_given = user != by
    user.save(update_fields=["password_is_given"])
    note_security_change(user, event="password_reset_by_administrator", by=by)


@transaction.atomic
def remove_second_factor(user: User, *, by: User) -> bool:
    """Of an account whose owner lost app and recovery codes: the password alone opens it again. Whether there was anything to remove."""
    removed, _kinds = Authenticator.objects.filter(user=user).delete()
    if removed:
        note_security_change(user, event="second_factor_removed_by_administrator", by=by)
    return bool(removed)


def note_security_change(user: User, *, event: str, by: User | None) -> None:
    """Write down that a password or a second factor changed: ``event`` as in ``registry.history.wording.EVENTS``."""
    record(verb=Verb.ACCOUNT_CHANGED, by=by, subjects=[user], after={"event": event})


@transaction.atomic
def grant_role(
    *, user: User, role: str, place: int, since: datetime.date, until: datetime.date | None = None, by: User | None
) -> Grant:
    """Give a user a role at a place for a time, [since, until). Raises ValidationError with what speaks against it."""
    settle(objections_to_granting(role=role, place=place, by=by), override=None)
    grant = Grant(user=user, role=role, place=place, since=since, until=until, granted_by=by)
    grant.full_clean()
    grant.save()
    after = {"user": user.pk, "role": role, "place": place, "since": since, "until": until}
    record(verb=Verb.ROLE_GRANTED, by=by, subjects=_subjects(grant), after=after)
    return grant


@transaction.atomic
def end_role(grant: Grant, *, until: datetime.date, by: User | None) -> Grant:
    """End a role: ``until`` is the first day without it. Raises ValidationError where it would end before it began."""
    kept = Grant.objects.select_for_update().get(pk=grant.pk)
    before, kept.until = kept.until, until
    kept.full_clean()
    kept.save()
    record(verb=Verb.ROLE_ENDED, by=by, subjects=_subjects(kept), before={"until": before}, after={"until": until})
    return kept


def _subjects(grant: Grant) -> list[Subject]:
    place = as_branch_code(grant.place)
    return [Subject("registry.user", grant.user_id, place), Subject("registry.grant", grant.pk, place)]


def _description(user: User) -> dict[str, str | bool]:
    return {name: getattr(user, name) for name in _DESCRIBED}
