from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from registry.desk.cards import cards_for


def home(request: HttpRequest) -> HttpResponse:
    """The first page: what waits for me, and how my part of the tree stands. Every signed-in user has one."""
    cards = cards_for(request)
    waiting = [card for card in cards if card.is_waiting]
    return render(
        request,
        "desk/home.html",
        {
            "to_do": [card for card in waiting if not card.is_empty],
            "done": [card for card in waiting if card.is_empty],
            "today": timezone.localdate(),
            "figures": [card for card in cards if not card.is_waiting],
        },
    )
