from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def my_account(request: HttpRequest) -> HttpResponse:
    """What is held about the signed-in user: name, roles, second factor, and what was done with the account."""
    return render(request, "account/me.html", {"has_second_factor": is_mfa_enabled(request.user)})
