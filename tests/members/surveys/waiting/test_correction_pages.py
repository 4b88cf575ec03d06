"""A line corrected in the browser, with and without JavaScript; the rest of an applied file."""

import pytest
from django.urls import reverse

from members.models import Member
from tests.factories.accounts import make_user, signed_in
from tests.factories.surveys import NANCHANG, apply, make_csv, make_upload

pytestmark = pytest.mark.django_db

ZHANG = "张三,13800138005,南昌市西湖区,2014.3,北京市丰台区,建筑工人,已交"
WRONG = "李四,1380013,南昌,2015-02-30,,,"
RIGHT = {"cell_1": "李四", "cell_2": "13800138006", "cell_3": "南昌县", "cell_4": "2015-02-28", "cell_5": ""}


@pytest.fixture
def clerk():
    return signed_in(make_user("nanchang", role="prefecture_officer", place=NANCHANG))


def address(upload, line: int = 2) -> str:
    return reverse("surveys:line", args=[upload.pk, line])


def test_a_line_is_corrected_on_a_page_of_its_own(clerk):
    upload = make_upload(make_csv(WRONG, WRONG))
    page = clerk.get(address(upload))
    assert [(field.label, field.value(), len(cell.faults)) for field, cell in page.context["form"].cells()][:4] == [
        ("姓名", "李四", 0),
        ("联系电话", "1380013", 1),
        ("流出地", "南昌", 1),
        ("外出时间", "2015-02-30", 1),
    ]
    assert page.context["next_line"] == 3
    page = clerk.post(address(upload), RIGHT, follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["success"]
    assert (page.context["line"].row.verdict, page.context["line"].cells[1].was) == ("new", "1380013")


def test_a_line_is_corrected_in_its_row_of_the_table(clerk):
    upload = make_upload(make_csv(WRONG))
    htmx = {"HX-Request": "true"}
    editing = clerk.get(address(upload), headers=htmx).content.decode()
    assert editing.lstrip().startswith('<tr id="line-2" class="editing">')
    row = clerk.post(address(upload), RIGHT, headers=htmx).content.decode()
    assert row.lstrip().startswith('<tr id="line-2">')
    assert 'id="totals" hx-swap-oob="true"' in row
    assert upload.rows.get(line=2).verdict == "new"


def test_cancelling_shows_the_line_as_it_was(clerk):
    upload = make_upload(make_csv(WRONG))
    row = clerk.get(f"{address(upload)}?shown=1", headers={"HX-Request": "true"}).content.decode()
    assert row.lstrip().startswith('<tr id="line-2">')
    assert "1380013" in row


def test_the_field_of_an_identity_number_is_empty(clerk):
    upload = make_upload(make_csv("张三,西湖区,99999919800101001X", header="姓名,流出地,身份证号"))
    form = clerk.get(address(upload)).context["form"]
    assert [(field.label, field.value()) for field, _cell in form.cells()][-1] == ("身份证号", "")
    clerk.post(address(upload), {"cell_1": "张山", "cell_2": "西湖区", "cell_3": ""})
    row = upload.rows.get(line=2)
    assert (row.values["name"], row.cells[2], list(row.details["corrected"])) == ("张山", "******", ["1"])


def test_a_neighbours_line_does_not_exist(clerk):
    upload = make_upload(make_csv("张三,,章贡区,,,,"), place=360700)
    assert clerk.get(address(upload)).status_code == 404
    assert clerk.post(address(upload), RIGHT).status_code == 404


def test_an_applied_line_is_only_shown_and_its_phone_is_masked(clerk):
    upload = apply(make_upload(make_csv(ZHANG, WRONG)))
    page = clerk.get(address(upload)).content.decode()
    assert ('<form method="post"\n      action=' in page, "13800138005" in page) == (False, False)
    assert "1380013" in clerk.get(address(upload, 3)).content.decode()


def test_the_rest_of_an_applied_file_is_applied(clerk):
    upload = apply(make_upload(make_csv(ZHANG, WRONG)))
    rest = reverse("surveys:apply_rest", args=[upload.pk])
    assert rest not in clerk.get(upload.get_absolute_url()).content.decode()
    clerk.post(address(upload, 3), RIGHT)
    assert rest in clerk.get(upload.get_absolute_url()).content.decode()
    clerk.post(rest)
    assert sorted(Member.objects.values_list("name", flat=True)) == ["张三", "李四"]
    assert rest not in clerk.get(upload.get_absolute_url()).content.decode()


def test_few_queries(clerk, django_assert_num_queries):
    upload = make_upload(make_csv(WRONG))
    clerk.get(address(upload))
    with django_assert_num_queries(5):
        clerk.get(address(upload))
