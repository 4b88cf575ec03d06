"""Every fault has a sentence, in both languages."""

import re
from pathlib import Path

import pytest
from django.utils import translation

import members.surveys
from members.surveys.values.faults import Fault, refused
from members.surveys.values.messages import MESSAGES

CODES = re.compile(r"""(?:refused|taken|Fault)\(\s*(?:[\w.\[\]"]+, )?"([a-z_0-9]+)\"""")


def test_every_code_that_is_used_has_a_sentence():
    room = Path(members.surveys.__path__[0])
    used = {code for path in room.rglob("*.py") for code in CODES.findall(path.read_text(encoding="utf-8"))}
    assert {"missing", "no_such_day", "digits_lost"} <= used
    assert used <= set(MESSAGES)


@pytest.mark.parametrize("code", MESSAGES)
def test_a_sentence_takes_its_parameters(code):
    params = (("text", "甲"), ("date", "2016"), ("limit", "40"), ("line", "2"), ("number", "M000001"))
    in_each = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            in_each.append(Fault(code, params=params).message)
    assert in_each[0] != in_each[1]
    assert "%(" not in "".join(in_each)


def test_a_fault_quotes_no_novel():
    (fault,) = refused("unreadable_date", text="很" * 500).faults
    assert len(fault.message) < 100
