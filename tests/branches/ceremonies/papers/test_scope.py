"""Who prints what: the officer of Nanchang prints his plaques, and learns from no paper what there is in Ganzhou."""

import pytest
from django.urls import reverse

from branches.ceremonies.papers.kinds import OF_A_PLAQUE, PAPERS
from branches.models import Plaque
from registry.history.models import Deed
from registry.history.verbs import Verb
from tests.branches.ceremonies.papers.reading import files_of, reader_of, text_of
from tests.factories.accounts import GANZHOU, NANCHANG, make_user, signed_in
from tests.factories.ceremonies import make_held_ceremony
from tests.factories.organisation import make_branch

pytestmark = pytest.mark.django_db


@pytest.fixture
def provincial():
    """Two of Nanchang and five of Ganzhou, who got the numbers 003 to 007."""
    ours = [make_branch(name="西湖甲", origin="new"), make_branch(name="西湖乙", origin="consolidated")]
    theirs = [make_branch(county=360722, name=f"信丰{n}", origin="new" if n < 4 else "consolidated") for n in range(5)]
    ceremony = make_held_ceremony(branches=[*theirs, *ours], title="省级授牌仪式")
    Plaque.objects.filter(branch__county=360722).update(received_by="司马长风")
    return ceremony


@pytest.fixture
def nanchang():
    return signed_in(make_user("nanchang", role="prefecture_officer", place=NANCHANG))


def address(ceremony, paper):
    return reverse("ceremonies:print", args=[ceremony.pk, paper])


@pytest.mark.parametrize("paper", PAPERS)
def test_no_paper_tells_of_ganzhou(nanchang, provincial, paper):
    if paper == "name_cards":
        Plaque.objects.filter(branch__short_name="西湖甲").update(received_by="章文远")

    said = text_of(reader_of(nanchang.get(address(provincial, paper))))

    for secret in ("信丰", "赣州", "司马长风", "003号", "007号"):
        assert secret not in said, secret
    assert {"name_cards": "章文远", "report": "南昌市"}.get(paper, "西湖甲") in said


def test_his_report_counts_his_part_and_says_so(nanchang, provincial):
    said = text_of(reader_of(nanchang.get(address(provincial, "report"))))

    for figure in ("1新成立授牌", "1巩固提升授牌", "2合计"):
        assert figure in said
    assert "本件仅含本地区的支部" in said
    assert "牌匾摘要" not in said
    assert "授予牌匾2块，编号自赣京流〔2016〕001号至赣京流〔2016〕002号" in said
    for figure in ("4新成立", "5新成立", "7合计", "5合计"):
        assert figure not in said


def test_the_whole_set_is_narrowed_too(nanchang, provincial):
    files = files_of(nanchang.get(address(provincial, "all")))
    assert len(files["授牌证书.pdf"].pages) == 2
    assert not [name for name, pdf in files.items() if "信丰" in text_of(pdf)]


def test_plaques_and_ceremonies_elsewhere_do_not_exist(nanchang, provincial):
    theirs = Plaque.objects.filter(branch__county=360722).first()
    for paper in (*OF_A_PLAQUE, "report", "all"):
        assert nanchang.get(reverse("ceremonies:print_plaque", args=[theirs.pk, paper])).status_code == 404
    local = make_held_ceremony(branches=[make_branch(county=360722)], division_code=GANZHOU)
    for paper in (*PAPERS, "all", "nothing"):
        assert nanchang.get(address(local, paper)).status_code == 404
    assert nanchang.get(address(provincial, "nothing")).status_code == 404


def test_who_is_not_signed_in_prints_nothing(client, provincial):
    response = client.get(address(provincial, "report"))
    assert response.status_code == 302
    assert "/account/login/" in response.url


def test_asking_by_post_prints_the_same_and_no_more(nanchang, provincial):
    """The buttons post; nobody's paper holds more for that."""
    said = text_of(reader_of(nanchang.post(address(provincial, "running_sheet"), {"binding": "one"})))
    assert "西湖甲" in said
    assert "信丰" not in said
    assert nanchang.put(address(provincial, "report")).status_code == 405


def test_each_print_leaves_a_deed(nanchang, provincial):
    plaque = Plaque.objects.get(branch__short_name="西湖甲")
    before = Deed.objects.count()

    list(nanchang.get(address(provincial, "certificates")).streaming_content)
    list(
        nanchang.get(
            reverse("ceremonies:print_plaque", args=[plaque.pk, "artwork"]), {"size": "400x600"}
        ).streaming_content
    )
    nanchang.get(address(provincial, "artwork"), {"size": "other", "width": 1})  # not printed

    whole, single = Deed.objects.order_by("pk")[before:]
    assert {whole.verb, single.verb} == {Verb.PAPERS_PRINTED}
    assert whole.after == {"paper": "授牌证书", "rows": 2, "ceremony": "省级授牌仪式"}
    assert [(s.kind, s.key) for s in whole.subjects.all()] == [("registry.user", whole.by_id)]
    assert single.after == {"paper": "牌匾制作稿", "size": "400 × 600 mm", "rows": 1}
    assert [(s.kind, s.key) for s in single.subjects.all()] == [("branches.plaque", plaque.pk)]


def test_the_pages_offer_what_can_be_printed(nanchang, provincial):
    plaque = Plaque.objects.get(branch__short_name="西湖甲")
    page = nanchang.get(provincial.get_absolute_url()).content.decode()
    for paper in (*PAPERS, "all"):
        assert address(provincial, paper) in page
    page = nanchang.get(plaque.get_absolute_url()).content.decode()
    for paper in OF_A_PLAQUE:
        assert reverse("ceremonies:print_plaque", args=[plaque.pk, paper]) in page


def test_in_the_admin_the_papers_of_the_ceremonies_ticked(nanchang, provincial):
    elsewhere = make_held_ceremony(branches=[make_branch(county=360722)], division_code=GANZHOU, title="赣州的仪式")
    page = nanchang.post(
        reverse("admin:branches_ceremony_changelist"),
        {"action": "print_selected", "_selected_action": [provincial.pk, elsewhere.pk]},
    )
    said = page.content.decode()
    assert page.status_code == 200
    assert address(provincial, "certificates") in said
    assert "赣州的仪式" not in said


def test_a_page_asks_the_database_as_often_for_many_plaques_as_for_few(django_assert_max_num_queries):
    counts = []
    for size in (2, 40):
        ceremony = make_held_ceremony(branches=[make_branch() for _n in range(size)])
        client = signed_in(make_user(f"committee-{size}", role="province_administrator"))
        for paper in PAPERS:
            list(client.get(address(ceremony, paper)).streaming_content) if paper != "name_cards" else None
        with django_assert_max_num_queries(60) as asked:
            list(client.get(address(ceremony, "certificates")).streaming_content)
        counts.append(len(asked))
    assert counts[0] == counts[1]
