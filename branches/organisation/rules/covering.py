import datetime
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from branches.divisions.models import County
from branches.organisation import norms
from branches.organisation.models import Branch, Cover
from branches.organisation.rules.days import objections_to_day_of, objections_to_touching
from registry.objections import Objection


def objections_to_covering(
    branch: Branch, counties: Sequence[County], *, on: datetime.date, today: datetime.date
) -> list[Objection]:
    """What speaks against a branch serving more counties from the day on, besides those it serves already."""
    served = {cover.county_id for cover in branch.covers.open()}
    objections = [*objections_to_touching(branch), *objections_to_day_of(branch, on, today=today)]
    for county in counties:
        if county.pk in served:
            objections.append(
                Objection(
                    _("The branch covers %(county)s already."),
                    code="covered_already",
                    params={"county": county.name},
                    hard=True,
                )
            )
    ended_later = branch.covers.filter(county__in=counties, until__gt=on)
    objections += [
        Objection(
            _("The branch covered %(county)s until %(until)s; the time cannot begin before that day."),
            code="covered_then",
            params={"county": cover.county.name, "until": str(cover.until)},
            hard=True,
        )
        for cover in ended_later.select_related("county")
    ]
    return [*objections, *objections_to_counties(branch, counties, on=on, already=len(served))]


def objections_to_counties(
    branch: Branch, counties: Sequence[County], *, on: datetime.date, already: int = 0
) -> list[Objection]:
    """What speaks against the counties themselves; ``already``: how many others it covers besides its own."""
    objections = []
    for county in counties:
        if county.pk == branch.county_id:
            message = _("The branch belongs to %(county)s and serves it without saying so.")
            objections.append(Objection(message, code="own_county", params={"county": county.name}, hard=True))
        if county.valid_until is not None and county.valid_until <= on:
            message = _("%(county)s no longer existed on that day; choose the county it went into.")
            objections.append(Objection(message, code="county_ended", params={"county": county.name}, hard=True))
    if counties and branch.founding == Branch.Founding.ALONE:
        message = _("A branch that is founded alone serves its own county; one that covers others is founded jointly.")
        objections.append(Objection(message, code="alone_covers"))
    return objections + _objections_to_number(branch, already + len(counties) if counties else 0, on=on)


def _objections_to_number(branch: Branch, covered: int, *, on: datetime.date) -> list[Objection]:
    """Working rules of 2018, article 5: a joint branch generally serves at most five units, its own county being one."""
    units = covered + (1 if branch.county_id else 0)
    most = norms.joint_units_at_most(on)
    if branch.founding != Branch.Founding.JOINTLY or most is None or units <= most:
        return []
    return [
        Objection(
            _(
                "A joint branch serves at most %(most)d units as a rule, this one %(count)d (working rules of 2018, article 5)."
            ),
            code="too_many_counties",
            params={"most": most, "count": units},
        )
    ]


def objections_to_uncovering(cover: Cover, *, on: datetime.date, today: datetime.date) -> list[Objection]:
    """What speaks against a branch no longer serving a county from the day on."""
    objections = objections_to_day_of(cover.branch, on, today=today)
    if cover.until is not None:
        message = _("The branch no longer covers %(county)s.")
        objections.append(Objection(message, code="not_covered", params={"county": cover.county.name}, hard=True))
    elif on < cover.since:
        message = _("The branch covers %(county)s only since %(since)s.")
        params = {"county": cover.county.name, "since": cover.since.isoformat()}
        objections.append(Objection(message, code="covered_later", params=params, hard=True))
    return objections
