"""What a password must be, said in the language of the page."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    """Django's, whose refusal has no Chinese words."""

    def get_error_message(self) -> str:
        words = ngettext(
            "The password needs %(least)s character at least.",
            "The password needs %(least)s characters at least.",
            self.min_length,
        )
        return words % {"least": self.min_length}
