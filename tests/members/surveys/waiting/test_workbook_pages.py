"""The workbook of waiting lines, downloaded and uploaded again in the browser."""

from io import BytesIO
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from registry.models import Deed
from tests.factories.accounts import make_user, signed_in
from tests.factories.surveys import NANCHANG, apply, make_csv, make_upload

pytestmark = pytest.mark.django_db

ZHANG = "张三,13800138005,南昌市西湖区,2014.3,北京市丰台区,建筑工人,已交"
WRONG = "李四,1380013,南昌,2015-02-30,,,"


@pytest.fixture
def clerk():
    return signed_in(make_user("nanchang", role="prefecture_officer", place=NANCHANG))


def download(clerk, upload):
    response = clerk.get(reverse("surveys:error_workbook", args=[upload.pk]))
    return load_workbook(BytesIO(b"".join(response.streaming_content)))


def give_back(clerk, upload, workbook):
    file = BytesIO()
    workbook.save(file)
    posted = {"file": SimpleUploadedFile("摸底表-待更正.xlsx", file.getvalue())}
    return clerk.post(reverse("surveys:take_workbook", args=[upload.pk]), posted)


@pytest.mark.parametrize("is_applied", [False, True])
def test_downloaded_corrected_uploaded_into_the_same_file(clerk, is_applied):
    upload = make_upload(make_csv(ZHANG, WRONG))
    if is_applied:
        apply(upload)
    workbook = download(clerk, upload)
    workbook.active["B2"], workbook.active["C2"], workbook.active["D2"] = "13800138006", "南昌县", "2015-02-28"
    assert give_back(clerk, upload, workbook).url == upload.get_absolute_url()
    assert upload.rows.get(line=3).verdict == "new"


def test_the_workbook_is_named_after_its_file_and_what_is_to_be_done_with_it(clerk):
    upload = make_upload(make_csv(ZHANG, WRONG), name="安义县.csv")
    response = clerk.get(reverse("surveys:error_workbook", args=[upload.pk]))
    assert unquote(response["Content-Disposition"]).endswith("安义县-待更正.xlsx")


def test_each_download_is_in_the_history(clerk):
    upload = make_upload(make_csv(ZHANG, WRONG))
    download(clerk, upload)
    deed = Deed.objects.latest("pk")
    assert (deed.verb, deed.after, deed.by.username) == ("survey.lines_exported", {"lines": 1}, "nanchang")


def test_the_workbook_of_another_file_is_refused_beside_its_field(clerk):
    one, other = make_upload(make_csv(WRONG)), make_upload(make_csv(WRONG, ZHANG))
    page = give_back(clerk, other, download(clerk, one))
    assert list(page.context["form"].errors) == ["file"]
    assert str(one.pk) in page.context["form"].errors["file"][0]


def test_a_neighbours_workbook_does_not_exist(clerk):
    upload = make_upload(make_csv("张三,,章贡区,,,,"), place=360700)
    for name in ("error_workbook", "take_workbook"):
        assert clerk.get(reverse(f"surveys:{name}", args=[upload.pk])).status_code == 404


def test_the_page_of_a_file_offers_it_while_lines_wait(clerk):
    waiting, clean = make_upload(make_csv(WRONG)), make_upload(make_csv(ZHANG))
    offered = [
        reverse("surveys:error_workbook", args=[upload.pk]) in clerk.get(upload.get_absolute_url()).content.decode()
        for upload in (waiting, clean)
    ]
    assert offered == [True, False]
