"""What an answer of the site says to people: the words of a page, its messages, the codes of an error."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse


def words(page: HttpResponse) -> str:
    """The words of a page that is there, without tags and superfluous blanks."""
    assert page.status_code == 200, page.status_code
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def messages(page: HttpResponse) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def codes(error: pytest.ExceptionInfo[ValidationError]) -> list[str]:
    return [each.code for each in error.value.error_list]
