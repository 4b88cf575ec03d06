"""Papers that take long: a job beside the pages, fetched by whom it is for, and never once it is no longer true."""

import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from branches.ceremonies import actions as ceremonies
from branches.ceremonies.papers import actions
from branches.ceremonies.papers.kinds import PAPERS
from branches.ceremonies.papers.work import printing
from branches.models import Branch, County, Plaque, PrintRun
from registry.access import Scope
from registry.history.models import Deed
from registry.history.verbs import Verb
from registry.jobs import actions as jobs
from registry.jobs.models import Job
from registry.jobs.running import close, take_turn
from tests.branches.ceremonies.papers.reading import files_of, reader_of, text_of
from tests.factories.accounts import NANCHANG, make_user, signed_in
from tests.factories.ceremonies import make_held_ceremony
from tests.factories.organisation import make_branch
from tests.factories.papers import make_print_run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small(monkeypatch, settings, tmp_path):
    """Three pages are many here, two files a piece."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(actions, "SMALL", 2)
    monkeypatch.setattr("branches.ceremonies.papers.orders.FILES", 2)


@pytest.fixture
def held():
    """Five branches, two of them in Nanchang."""
    places = [360103, 360722, 360103, 360722, 360722]
    return make_held_ceremony(branches=[make_branch(county=place) for place in places])


def address(ceremony, paper="certificates"):
    return reverse("ceremonies:print", args=[ceremony.pk, paper])


def runs_of(ceremony):
    return reverse("ceremonies:print_runs", args=[ceremony.pk])


def fetch(client, run):
    return client.get(reverse("ceremonies:print_file", args=[run.ceremony_id, run.pk]))


@pytest.fixture
def work(django_capture_on_commit_callbacks):
    """A worker does what there is, or so many turns; how many it took."""

    def done(most: int = 99) -> int:
        for turn in range(most):
            with django_capture_on_commit_callbacks(execute=True):
                if not take_turn():
                    return turn
        return most

    return done


def kept() -> list[str]:

    folder = Path(settings.DATA_DIR) / "papers"
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_few_pages_are_printed_while_one_waits(committee):
    small = make_held_ceremony(branches=[make_branch(), make_branch()])
    assert len(reader_of(committee.post(address(small))).pages) == 2
    assert not Job.objects.exists()


def test_many_are_a_job_whose_file_is_fetched_afterwards(committee, held, work):
    begun = committee.post(address(held), {"binding": "each"})
    run = PrintRun.objects.get()
    page = committee.get(begun.url).content.decode()

    assert begun.url == run.get_absolute_url()
    assert '<progress max="5" value="0">' in page
    assert fetch(committee, run).url == begun.url  # nothing there yet: its page says how far it is
    assert work() == 3
    page = committee.get(begun.url).content.decode()
    assert reverse("ceremonies:print_file", args=[held.pk, run.pk]) in page
    files = files_of(fetch(committee, run))
    assert [
        p.number in text_of(files[name]) for p, name in zip(held.plaques.in_running_order(), sorted(files), strict=True)
    ] == [True] * 5
    assert kept() == [f"{run.pk}.printed"]


def test_the_file_is_the_one_that_would_have_been_printed_at_once(committee, held, monkeypatch):
    run = make_print_run(held, place=settings.HOME_PROVINCE)
    long = reader_of(fetch(committee, run))
    monkeypatch.setattr(actions, "SMALL", 9)
    assert text_of(long) == text_of(reader_of(committee.get(address(held))))


def test_to_look_begins_nothing(committee, held):
    page = committee.get(address(held))
    assert page.status_code == 200
    assert page.context["pages"] == 5
    assert [field.name for field in page.context["form"].visible_fields()] == ["binding"]
    assert not PrintRun.objects.exists()
    assert not Job.objects.exists()


def test_who_asks_twice_gets_one_print(committee, held, work):
    addresses = {committee.post(address(held)).url, committee.post(address(held)).url}
    work()
    assert {*addresses, committee.post(address(held)).url} == addresses
    assert committee.post(address(held), {"binding": "each"}).url not in addresses


def test_all_papers_in_one_go(committee, held, work):
    run = PrintRun.objects.get(pk=committee.post(address(held, "all")).url.split("/")[-2])
    work()
    assert len(files_of(fetch(committee, run))) == len(PAPERS)


def test_the_ceremonys_page_and_the_admin_lead_to_it(committee, held, work):
    committee.post(address(held))
    run = PrintRun.objects.get()
    runs = runs_of(held)
    asked = {"action": "print_selected", "_selected_action": [held.pk]}
    assert runs in committee.get(held.get_absolute_url()).content.decode()
    assert runs in committee.post(reverse("admin:branches_ceremony_changelist"), asked).content.decode()
    for state in ("正在打印，0 / 5", "可以下载"):
        for headers in ({}, {"HX-Request": "true"}):
            page = committee.get(runs, headers=headers).content.decode()
            assert run.get_absolute_url() in page
            assert state in page
            assert ("every 3s" in page) is ("正在" in state)
            assert ("<html" in page) is (not headers)
        work()


def test_nothing_is_handed_out_once_the_ceremony_has_changed(committee, held, work):
    committee.post(address(held))
    work()
    run = PrintRun.objects.get()
    Branch.objects.filter(plaques__ceremony=held, county=360722).update(approval_document_no="赣组〔2016〕9号")

    assert fetch(committee, run).status_code == 302
    page = committee.get(run.get_absolute_url()).content.decode()
    assert timezone.localtime(run.moment).strftime("%Y-%m-%d %H:%M") in page
    assert reverse("ceremonies:print_file", args=[held.pk, run.pk]) not in page
    assert run.get_absolute_url() not in committee.get(runs_of(held)).content.decode()
    again = committee.post(address(held)).url
    assert again != run.get_absolute_url()
    work()
    assert "赣组〔2016〕9号" in text_of(reader_of(fetch(committee, PrintRun.objects.latest("pk"))))


@pytest.mark.parametrize("what", ["guest", "person", "title", "place"])
def test_every_change_of_what_papers_say_counts(held, what):
    run = make_print_run(held)
    assert run.is_true_of(run.occasion())
    if what == "guest":
        held.guests.create(name="章文远")
    elif what == "person":
        Plaque.objects.filter(ceremony=held, position=1).update(received_by="司马长风")
    elif what == "title":
        type(held).objects.filter(pk=held.pk).update(title="另一个仪式")
    else:
        County.objects.filter(code=360722).update(name="另一县")
    run.ceremony.refresh_from_db()
    assert not run.is_true_of(run.occasion())


def test_a_change_while_it_is_being_printed_ends_it_and_says_why(committee, held, work):
    committee.post(address(held), {"binding": "each"})
    work(1)
    printing._open = None  # another worker goes on
    held.guests.create(name="章文远")
    work()
    run = PrintRun.objects.get()

    assert run.job.state == Job.State.FAILED
    page = committee.get(run.get_absolute_url()).content.decode()
    assert run.job.message in page
    assert kept() == []


def test_a_part_done_twice_is_there_once(committee, held, work):
    """A worker dies after its file is written and before its transaction ends: the next does the part again."""
    run = make_print_run(held, place=settings.HOME_PROVINCE, each=True, finished=False)
    printing.do(run.job, {"piece": 0})
    printing._open = None
    work()
    run.refresh_from_db()
    assert len(files_of(fetch(committee, run))) == 5


def test_what_is_stopped_leaves_nothing(committee, held, work, django_capture_on_commit_callbacks):
    committee.post(address(held), {"binding": "each"})
    work(1)
    run = PrintRun.objects.get()
    assert kept() == [str(run.pk), f"{run.pk}/000000.piece"]

    with django_capture_on_commit_callbacks(execute=True):
        stopped = committee.post(reverse("jobs:cancel", args=[run.job_id]))

    assert stopped.url == run.get_absolute_url()
    page = committee.get(stopped.url).content.decode()
    assert f'action="{address(held)}"' in page  # the way to print it anew
    assert kept() == []
    assert fetch(committee, run).status_code == 302


def test_a_press_that_fails_ends_the_job_with_its_reason(committee, held, monkeypatch, work):
    monkeypatch.setattr("branches.ceremonies.papers.press._SECONDS", 0)
    committee.post(address(held))
    work()
    assert Job.objects.get().state == Job.State.FAILED


def test_each_sees_the_prints_of_what_he_sees(committee, held, work):
    """Nanchang's officer gets his two certificates; neither he nor the province comes by the file of the other."""
    nanchang = signed_in(make_user("nanchang", role="prefecture_officer", place=NANCHANG))
    actions.SMALL = 1
    theirs = committee.post(address(held)).url
    his = nanchang.post(address(held)).url
    work()

    whole, part = PrintRun.objects.order_by("pk")
    assert (whole.get_absolute_url(), part.get_absolute_url()) == (theirs, his)
    assert len(reader_of(fetch(nanchang, part)).pages) == 2
    assert len(reader_of(fetch(committee, whole)).pages) == 5
    for client, foreign in ((nanchang, whole), (committee, part)):
        assert fetch(client, foreign).status_code == 404
        assert client.get(foreign.get_absolute_url()).status_code == 404
        for name in ("pause", "resume", "cancel"):
            assert client.post(reverse(f"jobs:{name}", args=[foreign.job_id])).status_code == 404
        assert foreign.get_absolute_url() not in client.get(runs_of(held)).content.decode()


def test_each_fetch_leaves_a_deed(committee, held, work):
    committee.post(address(held), {"binding": "each"})
    work()
    assert not Deed.objects.filter(verb=Verb.PAPERS_PRINTED).exists()

    fetch(committee, PrintRun.objects.get())

    deed = Deed.objects.latest("pk")
    assert deed.verb == Verb.PAPERS_PRINTED
    assert deed.by_name == "Committee"
    assert deed.after == {"paper": "授牌证书", "rows": 5, "ceremony": held.title}


def test_a_cancelled_ceremony_hands_nothing_out(committee, work):
    from tests.factories.ceremonies import make_ceremony

    planned = make_ceremony(branches=[make_branch() for _n in range(3)])
    committee.post(address(planned, "artwork"))
    work()
    ceremonies.cancel(ceremony=planned, reason="改期", by=None)
    run = PrintRun.objects.get()
    assert fetch(committee, run).status_code == 404
    assert committee.get(run.get_absolute_url()).status_code == 404


def test_it_is_erased_after_its_days(committee, held, settings, work):
    settings.PRINT_DAYS = 7
    now = timezone.now()
    old = make_print_run(held, moment=now - datetime.timedelta(days=7, minutes=1), finished=False)
    young = make_print_run(held, moment=now - datetime.timedelta(days=6), each=True, finished=False)
    work()
    waiting = make_print_run(held, moment=now - datetime.timedelta(days=8), key="artwork", finished=False)

    call_command("erase_prints")

    assert set(PrintRun.objects.all()) == {young, waiting}
    assert kept() == [f"{young.pk}.printed"]
    assert fetch(committee, old).status_code == 404


def test_without_anything_to_print_nothing_begins(held):
    from branches.ceremonies.papers.boards import Board
    from branches.ceremonies.papers.occasion import of_ceremony
    from branches.ceremonies.papers.orders import Order

    occasion = of_ceremony(held, Scope.nowhere(), moment=timezone.localtime(), base="")
    with pytest.raises(ValidationError):
        actions.begin(order=Order("certificates", Board()), occasion=occasion, scope=Scope.nowhere(), by=None)
    assert not Job.objects.exists()


def test_a_paused_print_goes_on_where_it_was(committee, held, work):
    committee.post(address(held), {"binding": "each"})
    work(1)
    job = Job.objects.get()
    close(jobs.pause(job=job))
    assert work() == 0
    committee.post(reverse("jobs:resume", args=[job.pk]))
    assert work() == 2
    assert PrintRun.objects.get().is_whole
