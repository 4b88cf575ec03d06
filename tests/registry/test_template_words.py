"""The words every template speaks."""

import datetime
import re
from decimal import Decimal

import pytest
from django import forms
from django.contrib.messages.storage.base import Message
from django.db.models.fields import BLANK_CHOICE_DASH
from django.template import RequestContext, Template
from django.test import RequestFactory

from registry.accounts.forms import GrantRoleForm
from registry.accounts.models import User
from registry.lists import Order, Page


def rendered(template, address="/members/", **context):
    request = RequestFactory().get(address)
    return Template(template).render(RequestContext(request, context)).strip()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (4012, "4,012"),
        (123456789, "123,456,789"),
        (Decimal("1234.50"), "1,234.50"),
        (None, "—"),
        ("约", "约"),
    ],
)
def test_a_figure(value, shown):
    assert rendered("{{ value|figure }}", value=value) == shown


@pytest.mark.parametrize(
    ("precision", "shown"), [("year", "2014年"), ("month", "2014年3月"), ("day", "2014年3月1日"), ("", "2014年3月1日")]
)
def test_a_date_is_only_as_exact_as_it_is_known(precision, shown):
    assert rendered("{{ day|dated:precision }}", day=datetime.date(2014, 3, 1), precision=precision) == shown


def test_no_date_is_no_text():
    assert rendered("{{ day|dated }}", day=None) == ""


@pytest.mark.parametrize(
    ("tags", "url"),
    [
        ("undo:/surveys/12/undo/", "/surveys/12/undo/"),
        ("large undo:/surveys/12/undo/", "/surveys/12/undo/"),
        ("undo:https://elsewhere.example/", ""),
        ("undo://elsewhere.example/", ""),
        ("undo:javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_an_undo_never_leads_elsewhere(tags, url):
    assert rendered("{{ message|undo_url }}", message=Message(25, "done", tags)) == url


@pytest.mark.parametrize(
    ("order", "heading"),
    [
        (Order("number", ("pk",)), '<th scope="col" class=""><a class="sort" href="?q=x&amp;sort=name">'),
        (
            Order("name", ("name", "pk")),
            '<th scope="col" class="" aria-sort="ascending"><a class="sort" href="?q=x&amp;sort=-name">',
        ),
        (
            Order("-name", ("-name", "-pk")),
            '<th scope="col" class="" aria-sort="descending"><a class="sort" href="?q=x&amp;sort=name">',
        ),
    ],
)
def test_a_heading_sorts_and_keeps_the_filters_but_not_the_page(order, heading):
    shown = rendered('{% sort_heading order "name" "姓名" %}', "/members/?q=x&after=abc", order=order)

    assert shown.startswith(f"{heading}姓名<svg")


def test_the_pager_keeps_the_filters_and_the_order():
    page = Page(rows=[1], previous="back", next="on", total=4012)

    shown = rendered('{% include "components/pager.html" %}', "/members/?q=x&sort=name&after=here", page=page)

    links = [part.split('"')[0] for part in shown.split('href="')[1:] if part.startswith("?")]
    assert links == ["?q=x&amp;sort=name", "?q=x&amp;sort=name&amp;before=back", "?q=x&amp;sort=name&amp;after=on"]
    assert "共 4,012 条" in shown


@pytest.mark.django_db
def test_the_fields_of_a_form_come_without_its_frame():
    shown = rendered("{% form_fields form %}", form=GrantRoleForm())

    assert "<form" not in shown
    assert "csrfmiddlewaretoken" not in shown
    assert 'class="numberinput form-control"' in shown


def test_a_form_sent_with_mistakes_leads_to_each_of_them():
    class TwoForm(forms.Form):
        name = forms.CharField(label="姓名")
        phone = forms.CharField(label="电话", required=False)
        day = forms.DateField(label="日期")

    template = '{% include "components/form_errors.html" %}'
    shown = rendered(template, form=TwoForm({"phone": "1", "day": "x"}))

    assert re.findall(r'<a href="([^"]*)">([^<]*)<', shown) == [("#id_name", "姓名"), ("#id_day", "日期")]
    assert (
        rendered(template, form=TwoForm()) == rendered(template, form=TwoForm({"name": "x", "day": "2016-12-06"})) == ""
    )


@pytest.mark.django_db
def test_a_select_box_says_in_words_that_something_is_to_be_chosen():
    class ChoosingForm(forms.Form):
        who = forms.ModelChoiceField(User.objects.none())
        whom = forms.ModelChoiceField(User.objects.none(), required=False)
        named = forms.ModelChoiceField(User.objects.none(), required=False, empty_label="无人")
        level = forms.ChoiceField(choices=[("", "—"), ("county", "县")])
        source = forms.ChoiceField(choices=[*BLANK_CHOICE_DASH, ("sent", "选派")], required=False)
        grouped = forms.ChoiceField(choices=[("全市", [("1", "南昌市")])])

    shown = rendered("{% form_fields form %}", form=ChoosingForm())

    said = re.findall(r'<option value="([^"]*)"[^>]*>([^<]*)<', shown)
    assert said == [
        ("", "请选择"),
        ("", "—"),
        ("", "无人"),
        ("", "请选择"),
        ("county", "县"),
        ("", "—"),
        ("sent", "选派"),
        ("1", "南昌市"),
    ]


def test_an_action_with_objections_is_a_disabled_button_with_its_reason():
    from registry.objections import Objection

    shown = rendered(
        '{% include "components/action.html" with url="/found/" label="成立" objections=objections %}',
        objections=[Objection("至少需要三名正式党员。", code="too_few")],
    )

    assert "disabled" in shown
    assert "至少需要三名正式党员。" in shown
    assert "/found/" not in shown
