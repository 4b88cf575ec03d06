import datetime

import pytest
from django.utils import timezone

TODAY = datetime.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages read the clock; here it stands at 24 November 2026."""
    monkeypatch.setattr(timezone, "localdate", lambda *_args: TODAY)
