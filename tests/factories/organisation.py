"""Branches and what belongs to them, as plain rows: founding and the like have tests of their own."""

import datetime
from typing import Any

from django.db.models import Max

from branches.models import Branch, Cover, FormerBranchName, OfficeTerm
from registry.access import SERIALS

FOUNDED_ON = datetime.date(2016, 12, 6)


def make_branch(
    *,
    county: int | None = None,
    prefecture: int | None = None,
    province: int | None = None,
    serial: int | None = None,
    **fields: Any,
) -> Branch:
    """A branch of one division (by default 360103, the district of Xihu), by default the next one there; it is active."""
    place = county or prefecture or province or 360103
    code = place * SERIALS + (serial or _next_serial(place))
    name = fields.pop("name", f"{code}驻京流动党支部")
    defaults = {
        "code": code,
        "province_id": place // 10_000 * 10_000,
        "prefecture_id": place // 100 * 100 if place % 10_000 else None,
        "county_id": place if place % 100 else None,
        "full_name": f"中国共产党{name}",
        "short_name": name,
        "founding": Branch.Founding.ALONE,
        "founded_on": FOUNDED_ON,
        "approved_on": datetime.date(2016, 11, 20),
        "approved_by": "江西省驻北京机构党委",
        "approval_document_no": "赣京党〔2016〕1号",
    }
    return Branch.objects.create(**defaults | fields)


def make_committee(*, province: int = 360000, **fields: Any) -> Branch:
    """The committee of the province, above everything."""
    defaults = {"kind": Branch.Kind.COMMITTEE, "name": "江西省驻北京机构党委", "founding": Branch.Founding.ON_HOST}
    return make_branch(province=province, **defaults | {"host": "江西省人民政府驻北京办事处"} | fields)


def make_cover(branch: Branch, county: int, **fields: Any) -> Cover:
    """The branch serves the county from its founding on."""
    return Cover.objects.create(branch=branch, county_id=county, **{"since": branch.founded_on} | fields)


def make_office_term(branch: Branch, **fields: Any) -> OfficeTerm:
    """Somebody is the branch's elected secretary from its founding on."""
    defaults = {
        "office": OfficeTerm.Office.SECRETARY,
        "holder_name": "章书平",
        "approval_document_no": "赣京党〔2016〕2号",
        "since": branch.founded_on,
    }
    return OfficeTerm.objects.create(branch=branch, **defaults | fields)


def make_former_name(branch: Branch, name: str, *, until: datetime.date) -> FormerBranchName:
    return FormerBranchName.objects.create(branch=branch, full_name=f"中国共产党{name}", short_name=name, until=until)


def _next_serial(place: int) -> int:
    here = Branch.objects.filter(code__gt=place * SERIALS, code__lt=(place + 1) * SERIALS)
    last = here.aggregate(last=Max("code"))["last"]
    return last % SERIALS + 1 if last else 1
