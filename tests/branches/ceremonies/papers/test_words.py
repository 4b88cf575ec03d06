"""Where names and wordings are broken into lines: words stay whole, and no line is wider than its room."""

import pytest

from branches.ceremonies.papers.words import in_lines, splits


@pytest.mark.parametrize(
    ("wording", "lines"),
    [
        ("中国共产党九江市驻京联络处支部委员会", ("中国共产党", "九江市驻京联络处", "支部委员会")),
        ("中国共产党北京江西企业商会支部委员会", ("中国共产党", "北京江西企业商会", "支部委员会")),
        ("中国共产党遂川县驻京流动支部委员会", ("中国共产党", "遂川县驻京流动", "支部委员会")),
        ("中共南昌市驻京流动党员联合委员会", ("中共南昌市", "驻京流动党员", "联合委员会")),
    ],
)
def test_a_plaque_in_three_lines(wording, lines):
    assert splits(wording)[2].lines == lines


@pytest.mark.parametrize(
    ("name", "room", "lines"),
    [
        ("安义县北京流动党总支", 15, ["安义县北京流动党总支"]),
        ("南昌市青云谱区湾里区驻京联合流动党支部", 18, ["南昌市青云谱区湾里区", "驻京联合流动党支部"]),
        ("中国共产党九江市驻京联络处支部委员会", 15, ["中国共产党九江市", "驻京联络处支部委员会"]),
        ("2016年度新成立流动党支部", 9, ["2016年度", "新成立流动党支部"]),
        ("", 15, [""]),
        ("赣", 15, ["赣"]),
    ],
)
def test_a_name_in_a_table(name, room, lines):
    assert in_lines(name, room) == lines


def test_what_fits_nowhere_is_broken_as_often_as_may_be_and_keeps_every_character():
    name = "赣" * 300
    assert "".join(in_lines(name, 15)) == name
