"""The admin's own addresses, attacked: what Django's admin answers by itself must tell no more than the pages do."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from tests.factories.accounts import NANCHANG, make_user, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("neighbours")]
MEMBERS = "admin:members_member_changelist"


@pytest.fixture
def auditor():
    return signed_in(make_user("auditor", role="auditor", place=NANCHANG))


@pytest.mark.parametrize(
    "asked",
    [
        {"phone__startswith": "1380"},
        {"phone": "13800138005"},
        {"contact_other__contains": "1"},
        {"identity_digest__gt": ""},
        {"branch__members__phone__startswith": "1380"},
        {"origin__code": "360103"},
    ],
)
def test_what_a_list_does_not_offer_as_a_filter_is_not_asked(auditor, asked):
    """Piece by piece a masked phone could be guessed by whoever may not look at it."""
    assert auditor.get(reverse(MEMBERS), asked).status_code == 400


@pytest.mark.parametrize(
    ("admin_list", "asked"),
    [
        (MEMBERS, {"kind__exact": "formal"}),
        (MEMBERS, {"branch__isempty": "0"}),
        ("admin:branches_branch_changelist", {"prefecture__code__exact": "360100"}),
        ("admin:branches_plaque_changelist", {"year": "2016", "stage__exact": "0"}),
        ("admin:branches_county_changelist", {"valid_until__isempty": "1"}),
    ],
)
def test_what_it_offers_is_asked(auditor, admin_list, asked):
    assert auditor.get(reverse(admin_list), asked).status_code == 200


def test_from_a_key_nobody_learns_what_exists_elsewhere(neighbours, auditor):
    nanchang, ganzhou = neighbours
    for place in (nanchang, ganzhou):
        for thing in (place.branch, place.member, place.upload, place.ceremony, place.plaque, place.campaign):
            kind = ContentType.objects.get_for_model(thing)
            assert auditor.get(f"/admin/r/{kind.pk}/{thing.pk}/").status_code == 404, thing


def test_a_page_in_the_admin_leads_to_the_page_on_the_site(neighbours, auditor):
    nanchang, _ganzhou = neighbours
    for thing in (nanchang.branch, nanchang.member, nanchang.ceremony, nanchang.plaque):
        page = auditor.get(reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk]))
        assert f'href="{thing.get_absolute_url()}"' in page.content.decode()


def test_the_history_in_the_admin_is_that_of_the_page(neighbours, auditor):
    nanchang, ganzhou = neighbours
    for own, foreign in (
        (nanchang.branch, ganzhou.branch),
        (nanchang.member, ganzhou.member),
        (nanchang.ceremony, ganzhou.ceremony),
        (nanchang.plaque, ganzhou.plaque),
    ):
        name = f"admin:{own._meta.app_label}_{own._meta.model_name}_history"
        assert auditor.get(reverse(name, args=[own.pk])).url == f"{own.get_absolute_url()}#history"
        assert 'id="history"' in auditor.get(own.get_absolute_url()).content.decode()
        assert auditor.get(reverse(name, args=[foreign.pk])).status_code == 404
