"""What speaks against a step in a campaign. Asked by the page, and again by the action."""

import datetime

from django.utils.translation import gettext_lazy as _

from members.surveys.campaigns.models import Asked, Campaign
from members.surveys.models import Upload
from registry.objections import Objection


def objections_to_asking(campaign: Campaign) -> list[Objection]:
    return _closed(campaign)


def objections_to_returning(asked: Asked, *, on: datetime.date, today: datetime.date) -> list[Objection]:
    """A return may come late, but not before it was asked for, and not after today."""
    found = _closed(asked.campaign)
    if on > today:
        found.append(Objection(_("A day in the future cannot be recorded."), code="future_date", hard=True))
    if on < asked.asked_on:
        words = _("The unit was asked only on %(day)s.")
        found.append(Objection(words, code="before_asking", params={"day": asked.asked_on}, hard=True))
    return found


def objections_to_nil(asked: Asked, *, on: datetime.date, today: datetime.date) -> list[Objection]:
    found = objections_to_returning(asked, on=on, today=today)
    if asked.returns.counted().exists():
        words = _("The unit has returned something already; a nil return would contradict it.")
        found.append(Objection(words, code="returned_already", hard=True))
    return found


def objections_to_file(upload: Upload) -> list[Objection]:
    if upload.state in (Upload.State.DISCARDED, Upload.State.UNDONE):
        return [Objection(_("This file was discarded or taken back."), code="file_gone", hard=True)]
    if hasattr(upload, "campaign_return"):
        words = _("This file is a return of %(unit)s already.")
        params = {"unit": upload.campaign_return.asked}
        return [Objection(words, code="tied_already", params=params, hard=True)]
    return []


def _closed(campaign: Campaign) -> list[Objection]:
    if campaign.is_open:
        return []
    words = _("The campaign was closed on %(day)s.")
    return [Objection(words, code="closed", params={"day": campaign.closed_on}, hard=True)]
