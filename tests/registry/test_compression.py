"""Pages travel compressed, files as they are."""

import gzip

import pytest
from django.urls import reverse

from tests.factories.accounts import make_user, signed_in
from tests.factories.ceremonies import make_held_ceremony
from tests.factories.organisation import make_branch

pytestmark = pytest.mark.django_db
ASKED = {"Accept-Encoding": "gzip"}


def test_a_page_is_sent_compressed_to_who_can_read_that():
    client = signed_in(make_user("committee", role="province_administrator"))
    page = make_held_ceremony(branches=[make_branch() for _ in range(30)]).get_absolute_url()

    plain, small = client.get(page), client.get(page, headers=ASKED)

    assert (plain.get("Content-Encoding"), small["Content-Encoding"]) == (None, "gzip")
    assert len(small.content) * 4 < len(plain.content)
    assert "</html>" in gzip.decompress(small.content).decode()


def test_a_file_is_sent_as_it_is():
    client = signed_in(make_user("committee", role="province_administrator"))
    make_held_ceremony(branches=[make_branch()])

    file = client.get(reverse("ceremonies:export_plaques"), headers=ASKED)

    assert file.get("Content-Encoding") is None
    assert file.getvalue().startswith(b"PK")
