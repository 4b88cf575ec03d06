"""Photographs as they come in, and as they are kept: decoded and written anew by us, so that nothing else of the file remains.

What a file says of itself is not believed: neither its name nor its type. Camera, place and time (EXIF), thumbnails, colour
profiles and whatever was hidden behind the picture are left behind.
"""

import hashlib
import io
import os
import struct
import uuid
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP")
LARGEST_FILE = 15 * 1024 * 1024  # bytes; what a telephone takes has 3 to 8 million
MOST_PIXELS = 60_000_000  # decoded: 180 MB
_SIDE = 2000  # pixels, the longer side as kept
_QUALITY = 85
_BROKEN = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    OSError,
    SyntaxError,  # Pillow's word for a broken PNG
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    struct.error,
    zlib.error,
    OverflowError,
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph as it is kept: JPEG, RGB, upright, without anything but its pixels."""

    content: bytes
    width: int
    height: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def picture_of(file: IO[bytes]) -> Picture:
    """Raises ValidationError where the file is too large, or no JPEG, PNG or WebP that can be read to its end."""
    content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise ValidationError(
            _("The file is larger than %(size)d MB."), code="too_large", params={"size": LARGEST_FILE // 1024**2}
        )
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:  # from the head of the file, before anything is decoded
                raise ValidationError(_("The picture has too many pixels."), code="too_many_pixels")
            return _redrawn(image)
    except _BROKEN as error:
        raise ValidationError(
            _("This is no photograph that can be read (JPEG, PNG or WebP)."), code="unreadable"
        ) from error


def keep(picture: Picture) -> str:
    """Write it under a name nobody can guess; the name."""
    name = f"{uuid.uuid4().hex}.jpg"
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(picture.content)
    return name


def forget(name: str) -> None:
    path_of(name).unlink(missing_ok=True)


def path_of(name: str) -> Path:
    return Path(settings.DATA_DIR) / "photographs" / name


def _redrawn(image: Image.Image) -> Picture:
    """The first picture of the file, upright, on white where it is transparent, not larger than it need be."""
    image.draft("RGB", (_SIDE, _SIDE))  # a large JPEG is decoded smaller
    upright = ImageOps.exif_transpose(image)
    if "A" in upright.getbands() or "transparency" in upright.info:
        upright = upright.convert("RGBA")
        ground = Image.new("RGB", upright.size, "white")
        ground.paste(upright, mask=upright.getchannel("A"))
        upright = ground
    plain = upright.convert("RGB")
    plain.thumbnail((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    bare = Image.new("RGB", plain.size)
    bare.paste(plain)  # only the pixels come along: no EXIF, no profile, no comment
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return Picture(out.getvalue(), *bare.size)
