"""What Django's system checks ask of this room before the site starts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ValidationError

from branches.ceremonies.numbering import check_scheme


@register()
def plaque_number_scheme(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """``PLAQUE_NUMBER_SCHEME`` must give every plaque a number of its own."""
    try:
        check_scheme(settings.PLAQUE_NUMBER_SCHEME)
    except ValidationError as error:
        return [Error(" ".join(error.messages), hint="PLAQUE_NUMBER_SCHEME", id="branches.E001")]
    return []
