"""Identity numbers (GB 11643): recognised by a keyed digest, never stored, never shown."""

import datetime
import hashlib
import hmac

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.cn.ric import calc_check_digit

_SEPARATORS = str.maketrans("", "", " -'\u3000\u00a0")


def identity_digest(number: str) -> str:
    """The keyed digest (HMAC-SHA-256, 64 hexadecimal digits) of a normalised number of 18 digits."""
    return hmac.new(settings.DIGEST_KEY.encode(), number.encode("ascii"), hashlib.sha256).hexdigest()


def check_digit(body: str) -> str:
    """The last of the 18 for the first 17 (GB 11643: 11010519491231002 -> X). The library wants a digit in the last place too."""
    return calc_check_digit(f"{body}0")


def normalised_identity(text: str, *, today: datetime.date) -> str:
    """The 18 characters of a right number; one of 15 digits (before 1999) as it was lengthened.

    Only the day of birth and the check digit are asked: the area is that of the first issue and may be gone since long.
    Raises ValidationError (``bad_identity``), which never repeats the number.
    """
    number = text.translate(_SEPARATORS).upper()
    if len(number) == 15 and number.isdecimal():
        body = f"{number[:6]}19{number[6:]}"
        number = body + check_digit(body)
    if not (len(number) == 18 and number.isascii() and number[:17].isdecimal() and _born(number[6:14], today)):
        raise ValidationError(_("An identity number has 18 digits and holds a day of birth."), code="bad_identity")
    if check_digit(number[:17]) != number[17]:
        raise ValidationError(_("The last digit does not fit: a digit is wrong or lost."), code="bad_identity")
    return number


def _born(digits: str, today: datetime.date) -> bool:
    try:
        return datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:])) <= today
    except ValueError:
        return False
