"""The code on a certificate and the address behind it: whoever holds the paper can ask whether it is genuine, and nobody else.

The address holds the key of the plaque and a keyed digest of it (80 bits). It cannot be guessed from another one, and a wrong
one is refused before the database is asked. It stays valid for life: it depends on ``DIGEST_KEY`` only.
"""

import base64
import hmac
import re
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.urls import reverse

from branches.ceremonies.models import Plaque

_SALT = b"certificate of plaque "
_BYTES = 10
_TOKEN = re.compile(r"([1-9][0-9]{0,17})-([A-Z2-7]{16})")


def token_of(plaque: Plaque) -> str:
    """12-ABCDEFGHIJKLMNOP: capitals and digits only, which a code holds in the least room."""
    return f"{plaque.pk}-{_seal(str(plaque.pk))}"


def plaque_of(token: str) -> Plaque | None:
    """The awarded plaque that the token confirms; None where it confirms nothing."""
    parts = _TOKEN.fullmatch(token.upper())
    if parts is None or not hmac.compare_digest(_seal(parts[1]), parts[2]):
        return None
    return Plaque.objects.awarded().filter(pk=int(parts[1])).first()


def link_of(plaque: Plaque, base: str) -> str:
    """The address in the code. ``base``: where the site is seen from outside, such as https://registry.example.cn.

    Scheme and host in capitals, which mean the same: so the code is a size smaller.
    """
    parts = urlsplit(base)
    outside = urlunsplit((parts.scheme.upper(), parts.netloc.upper(), parts.path.rstrip("/"), "", ""))
    return outside + reverse("confirm", args=[token_of(plaque)])


def public_base(site: str) -> str:
    """Where the site is seen from outside: as set, else ``site``, where the reader sees it."""
    return settings.REGISTRY_PUBLIC_URL or site


def _seal(key: str) -> str:
    digest = hmac.digest(settings.DIGEST_KEY.encode(), _SALT + key.encode(), "sha256")
    return base64.b32encode(digest[:_BYTES]).decode()
