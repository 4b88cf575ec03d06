"""The catalogue's tools, on a small house of their own."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from registry import catalogue

PAGE = """{% load i18n %}
  <h1 title="{% translate "Members" %}">{{ title|default:_("Nobody") }}</h1>
    {% blocktranslate trimmed count number=people|length %}
      {{ number }} person, 5% of all
    {% plural %}
      {{ number }} persons, 5% of all
    {% endblocktranslate %}
{# The next word is a month. #}
  {% translate "May" context "month" %} {% include "part.html" with heading=_("It's empty") %}
"""
MODULE = """
from django.utils.translation import gettext_lazy as _, ngettext, npgettext_lazy, pgettext

LABEL = _("home "
          "organisation")
def found(n, text):
    return ngettext("%(n)d found", "%(n)d found in all", n), pgettext("button", "Open"), _(text), _(f"{n} left")
ROWS = npgettext_lazy("file", "row", "rows", "n")
"""


@pytest.fixture
def house(tmp_path, monkeypatch) -> Path:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "members").mkdir()
    (tmp_path / "members" / "rows.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.setattr(catalogue, "ROOT", tmp_path)
    return tmp_path


def written(house: Path, translations: Catalog) -> Path:
    path = house / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, translations)
    return path


def test_texts_of_code_and_pages_are_found(house):
    said = {(message.context, message.id) for message in catalogue.said() if message.id}

    assert said == {
        (None, "Members"),
        (None, "Nobody"),
        (None, ("%(number)s person, 5%% of all", "%(number)s persons, 5%% of all")),
        ("month", "May"),
        (None, "It's empty"),
        (None, "home organisation"),
        (None, ("%(n)d found", "%(n)d found in all")),
        ("button", "Open"),
        ("file", ("row", "rows")),
    }


def test_each_fault_is_named(house):
    translations = Catalog(locale="zh_Hans")
    translations.add("Members", "党员")
    translations.add("Nobody", "无人", flags=["fuzzy"])
    translations.add(("%(number)s person, 5%% of all", "%(number)s persons, 5%% of all"), ("%(number)s人，占5%%",))
    translations.add("May", "可以")  # without the context it is another word
    translations.add("It's empty", "")
    translations.add("home organisation", "流出地党组织")
    translations.add(("%(n)d found", "%(n)d found in all"), ("找到%(count)d个",))
    translations.add("Open", "打开", context="button")
    translations.add("row", "行", context="file")

    assert catalogue.faults(written(house, translations), catalogue.said()) == [
        "fuzzy: Nobody",
        "no plural form: file|||row / rows",
        "unknown named placeholder 'count': %(n)d found / %(n)d found in all",
        "untranslated: It's empty",
        "untranslated: month|||May",
        "unused: May",
    ]


def test_an_update_keeps_what_is_translated_and_adds_and_drops_the_rest(house):
    translations = Catalog(locale="zh_Hans")
    translations.add("Members", "党员")
    translations.add("Gone", "不再")
    path = written(house, translations)

    catalogue.update(path, catalogue.said())

    kept = catalogue.read(path)
    assert kept["Members"].string == "党员"
    assert "Gone" not in kept
    assert kept["Nobody"].string == ""
    once = path.read_text(encoding="utf-8")
    catalogue.update(path, catalogue.said())
    assert path.read_text(encoding="utf-8") == once
