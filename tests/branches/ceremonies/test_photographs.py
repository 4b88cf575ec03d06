"""Photographs of plaques: what comes in is drawn anew; what is hostile is refused; who may not see the plaque sees none."""

import datetime
import hashlib
import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from branches.ceremonies import actions, photographs
from branches.models import PlaquePhoto
from registry.history.models import Deed
from registry.history.verbs import Verb
from tests.factories.accounts import GANZHOU, NANCHANG, make_user, signed_in
from tests.factories.ceremonies import HELD_ON, TODAY, make_ceremony, make_photo, make_picture, make_plaque
from tests.factories.organisation import make_branch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def kept(photo: PlaquePhoto) -> bytes:
    return photographs.path_of(photo.file_name).read_bytes()


def with_exif(orientation: int) -> io.BytesIO:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Telephone of 章文清"
    exif.get_ifd(0x8825)[1] = "N"
    return make_picture(size=(60, 40), exif=exif.tobytes(), comment=b"hidden words")


def png_of(width: int, height: int) -> bytes:
    """The head of a PNG that says it is so large, and a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def test_a_photograph_is_kept_as_a_plain_upright_jpeg_without_what_the_camera_wrote():
    photo = make_photo(make_plaque(), file=with_exif(6))

    content = kept(photo)
    with Image.open(io.BytesIO(content)) as image:
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (40, 60))
        assert (dict(image.getexif()), "icc_profile" in image.info, "comment" in image.info) == ({}, False, False)
    assert b"hidden" not in content
    assert "章文清".encode() not in content
    assert photo.sha256 == hashlib.sha256(content).hexdigest()
    deed = Deed.objects.first()
    assert (deed.verb, deed.after) == (Verb.PHOTO_ADDED, {"taken_on": "2016-12-07", "sha256": photo.sha256})


def test_a_large_picture_becomes_smaller_and_a_transparent_one_white():
    large = make_photo(make_plaque(), file=make_picture(size=(3000, 1500)))
    clear = io.BytesIO()
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(clear, "PNG")
    clear.seek(0)

    assert (large.width, large.height) == (2000, 1000)
    with Image.open(io.BytesIO(kept(make_photo(make_plaque(), file=clear)))) as image:
        assert image.getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_hides_behind_a_picture_does_not_come_along(kind):
    polyglot = io.BytesIO(make_picture(kind=kind).read() + b"<script>alert(1)</script>PK\x03\x04")

    assert b"script" not in kept(make_photo(make_plaque(), file=polyglot))


HOSTILE = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html": b"<!doctype html><script>alert(1)</script>",
    "zip": b"PK\x03\x04" + b"\0" * 100,
    "empty": b"",
    "gif": b"GIF89a" + b"\0" * 50,
    "cut off": make_picture(size=(400, 400)).read()[:700],
    "bomb of 10 000 million pixels": png_of(100_000, 100_000),
    "a little over the measure": png_of(10_000, 6_001),
    "broken png": b"\x89PNG\r\n\x1a\n" + b"\0" * 60,
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "too large": b"\xff\xd8\xff" + b"\0" * photographs.LARGEST_FILE,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_photograph_is_refused_and_leaves_nothing(name):
    plaque = make_plaque()
    folder = photographs.path_of("x").parent
    before = set(folder.iterdir()) if folder.exists() else set()

    with pytest.raises(ValidationError):
        make_photo(plaque, file=io.BytesIO(HOSTILE[name]))

    assert PlaquePhoto.objects.count() == 0
    assert (set(folder.iterdir()) if folder.exists() else set()) == before


def test_the_page_says_why_and_the_name_and_type_of_a_file_are_not_believed():
    plaque = make_plaque()
    staff = signed_in(make_user("committee", role="province_administrator"))
    address = reverse("ceremonies:add_photo", args=[plaque.pk])
    lie = SimpleUploadedFile("牌匾.jpg", HOSTILE["svg"], content_type="image/jpeg")

    page = staff.post(address, {"file": lie, "taken_on": "2016-12-07"})
    assert "This is no photograph that can be read" in page.content.decode()
    honest = SimpleUploadedFile("../../evil.svg", make_picture().read(), content_type="image/svg+xml")
    staff.post(address, {"file": honest, "taken_on": "2016-12-07"})

    photo = PlaquePhoto.objects.get()
    answer = staff.get(reverse("ceremonies:photo", args=[plaque.pk, photo.pk]))
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert b"".join(answer.streaming_content) == kept(photo)
    assert "evil" not in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    assert photographs.path_of(photo.file_name).stat().st_mode & 0o077 == 0


def test_only_who_may_see_the_plaque_sees_its_photograph():
    ours, theirs = make_photo(make_plaque()), make_photo(make_plaque(make_branch(county=360722)))
    nanchang = signed_in(make_user("nanchang", role="prefecture_officer", place=NANCHANG))
    ganzhou = signed_in(make_user("ganzhou", role="auditor", place=GANZHOU))

    def status(client, plaque: int, photo: int) -> int:
        return client.get(reverse("ceremonies:photo", args=[plaque, photo])).status_code

    assert (status(nanchang, ours.plaque_id, ours.pk), status(ganzhou, theirs.plaque_id, theirs.pk)) == (200, 200)
    assert status(nanchang, theirs.plaque_id, theirs.pk) == 404
    assert status(nanchang, ours.plaque_id, theirs.pk) == 404
    remove = reverse("ceremonies:remove_photo", args=[ours.plaque_id, theirs.pk])
    assert nanchang.post(remove, {"reason": "x"}).status_code == 404
    assert ganzhou.post(reverse("ceremonies:add_photo", args=[theirs.plaque_id])).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_a_photograph_is_removed_for_good_with_a_reason():
    photo = make_photo(make_plaque())
    path = photographs.path_of(photo.file_name)
    with pytest.raises(ValidationError):
        actions.remove_photo(photo=photo, reason=" ", by=None)
    assert path.exists()

    actions.remove_photo(photo=photo, reason="画面中有人", by=None)

    assert (path.exists(), PlaquePhoto.objects.count()) == (False, 0)
    deed = Deed.objects.first()
    assert (deed.verb, deed.reason, deed.before["sha256"]) == (Verb.PHOTO_REMOVED, "画面中有人", photo.sha256)


def test_what_speaks_against_a_photograph(officer):
    plaque = make_plaque()
    planned = make_ceremony(branches=[make_branch()]).plaques.get()
    for day, code in [
        (HELD_ON - datetime.timedelta(days=1), "before_award"),
        (TODAY + datetime.timedelta(days=1), "not_yet"),
    ]:
        with pytest.raises(ValidationError) as error:
            make_photo(plaque, taken_on=day)
        assert [e.code for e in error.value.error_list] == [code]
    with pytest.raises(ValidationError) as unawarded:
        make_photo(planned)
    for _ in range(6):
        make_photo(plaque)
    with pytest.raises(ValidationError) as enough:
        make_photo(plaque)
    with pytest.raises(ValidationError) as outside:
        actions.add_photo(plaque=plaque, file=make_picture(), taken_on=TODAY, today=TODAY, by=officer(360700))

    assert [e.value.error_list[0].code for e in (unawarded, enough, outside)] == [
        "not_awarded",
        "enough",
        "outside_scope",
    ]
