from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from registry.guide.pages import SUBJECTS, page


def guide(request: HttpRequest, subject: str) -> HttpResponse:
    """How one works with the registry, for everybody who is signed in."""
    if subject not in SUBJECTS:
        raise Http404
    return render(
        request,
        "guide/page.html",
        {"page": page(subject, get_language() or ""), "subject": subject, "subjects": SUBJECTS},
    )
