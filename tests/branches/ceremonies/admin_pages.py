"""What the pages of the admin send, as a browser would."""

from branches.models import Ceremony, Plaque

FACTS = {
    "title": "驻京流动党组织集中授牌仪式",
    "division_code": 360000,
    "held_on": "2016-12-06",
    "starts_at": "09:30",
    "venue": "江西大厦三楼会议室",
}


def rows(prefix: str, existing: list[dict], added: list[dict] = ()) -> dict[str, object]:
    """The rows of an inline as its page sends them."""
    sent: dict[str, object] = {
        f"{prefix}-TOTAL_FORMS": len(existing) + len(added),
        f"{prefix}-INITIAL_FORMS": len(existing),
    }
    for number, row in enumerate([*existing, *added]):
        sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sent


def line(plaque: Plaque, **changes: object) -> dict[str, object]:
    row = {name: getattr(plaque, name) for name in ("id", "position", "wording", "handed_over_by", "received_by")}
    return row | {"ceremony": plaque.ceremony_id} | changes


def page_of(ceremony: Ceremony, plaques: list[dict] | None = None, guests: list[dict] = (), **facts: object) -> dict:
    """The whole change page of a ceremony as it is sent."""
    lines = [line(p) for p in ceremony.plaques.in_running_order()] if plaques is None else plaques
    return (
        FACTS
        | {"seen_version": ceremony.version}
        | rows("plaques", lines)
        | rows("guests", [], list(guests))
        | {"_continue": "1"}
        | facts
    )
