from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from members.roll.merging import actions, rules
from members.roll.merging.alike import likely_pairs
from members.roll.merging.comparison import Comparison, with_both_sides
from members.roll.merging.forms import LookingForm, MergeForm, ticked_pairs
from members.roll.merging.looking import looked_for
from members.roll.merging.models import Merger, TwoPeople
from members.roll.merging.record import Record
from members.roll.models import Member
from members.roll.views.pages import key_or_404, member_or_404
from registry.access import Permission, ScopedRequest, requires
from registry.actionforms import carried_out, today
from registry.digits import number_in


@requires(Permission.MANAGE_MEMBERS)
def alike(request: ScopedRequest) -> HttpResponse:
    """Records that may be of one person; those ticked are said to be two people."""
    if request.method == "POST":
        _say_two_people(request)
        return redirect(request.get_full_path())
    start = number_in(request.GET.get("after", ""))
    found = likely_pairs(request.scope, after=start)
    return render(request, "members/roll/merging/alike.html", {"found": found, "start": start})


def _say_two_people(request: ScopedRequest) -> None:
    pairs = ticked_pairs(request.POST.getlist("pairs"))
    members = Member.objects.within(request.scope).persons().in_bulk({key for pair in pairs for key in pair})
    known = [(members[one], members[other]) for one, other in pairs if one in members and other in members]
    if not known:
        messages.info(request, _("No pair is ticked."))
        return
    for one, other in known:
        actions.say_two_people(one=one, other=other, by=request.user, today=today())
    words = ngettext(
        "%(count)d pair is remembered as two people.", "%(count)d pairs are remembered as two people.", len(known)
    )
    messages.success(request, words % {"count": len(known)})


@requires(Permission.MANAGE_MEMBERS)
def same_as(request: ScopedRequest, number: str) -> HttpResponse:
    """The same person as …: look for the other record."""
    member = member_or_404(request.scope, number)
    text = LookingForm(request.GET).text
    context = {"member": member, "text": text, "found": looked_for(member, text, request.scope)}
    return render(request, "members/roll/merging/same_as.html", context)


@requires(Permission.MANAGE_MEMBERS)
def merge(request: ScopedRequest, number: str, other: str) -> HttpResponse:
    """Both records side by side; the first number stays."""
    survivor, absorbed = _both(request, number, other)
    comparison = Comparison(survivor, absorbed)
    form = MergeForm(request.POST or None, comparison=comparison)
    made: list[Merger] = []

    def act() -> None:
        said: dict[str, Any] = {"choices": form.choices, "reason": form.cleaned_data["reason"]}
        both: dict[str, Any] = {"survivor": survivor, "absorbed": absorbed, "versions": form.versions}
        made.append(actions.merge(**both, **said, by=request.user, today=today(), override=form.override))

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        words = _("%(absorbed)s is now part of %(survivor)s.")
        undo = f"undo:{reverse('members:part', args=[made[0].pk])}"
        numbers = {"absorbed": absorbed.number, "survivor": survivor.number}
        messages.success(request, words % numbers, extra_tags=undo)
        return redirect(survivor)
    standing = rules.objections_to_merging(survivor, absorbed, choices=comparison.proposed, today=today())
    context = {
        "survivor": survivor,
        "absorbed": absorbed,
        "form": form,
        "objections": form.objections or standing,
        "is_refused": any(objection.hard for objection in standing if objection.code in _FINAL),
        "two_people": TwoPeople.objects.pair(survivor.pk, absorbed.pk).select_related("said_by").first(),
    }
    return render(request, "members/roll/merging/merge.html", context)


_FINAL = {"two_people", "merged", "one_record"}  # other hard objections go away with another choice


@requires(Permission.MANAGE_MEMBERS)
@require_POST
def two_people(request: ScopedRequest, number: str, other: str) -> HttpResponse:
    one, second = _both(request, number, other)
    actions.say_two_people(one=one, other=second, by=request.user, today=today())
    words = _("%(one)s and %(other)s are remembered as two people and are not proposed again.")
    undo = f"undo:{reverse('members:may_be_one', args=[one.number, second.number])}"
    messages.success(request, words % {"one": one.number, "other": second.number}, extra_tags=undo)
    return redirect(one)


@requires(Permission.MANAGE_MEMBERS)
@require_POST
def may_be_one(request: ScopedRequest, number: str, other: str) -> HttpResponse:
    one, second = _both(request, number, other)
    actions.withdraw_two_people(one=one, other=second, by=request.user)
    return redirect("members:merge", one.number, second.number)


@requires(Permission.MANAGE_MEMBERS)
def merger(request: ScopedRequest, pk: int) -> HttpResponse:
    """What was joined, from which record each value came, and taking it back."""
    found = _merger(request, pk)
    return render(request, "members/roll/merging/merger.html", {"record": Record(found, request.scope)})


@requires(Permission.MANAGE_MEMBERS)
@require_POST
def part(request: ScopedRequest, pk: int) -> HttpResponse:
    found = _merger(request, pk)
    seen = number_in(request.POST.get("version", "")) or found.survivor.version
    try:
        actions.take_back(merger=found, version=seen, by=request.user, today=today())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Taken back: both records are there again."))
    return redirect(found)


def _both(request: ScopedRequest, number: str, other: str) -> tuple[Member, Member]:
    keys = [key_or_404(each) for each in (number, other)]
    found = with_both_sides(Member.objects.within(request.scope).persons()).in_bulk(keys)
    if len(found) != 2:
        raise Http404
    return found[keys[0]], found[keys[1]]


def _merger(request: ScopedRequest, pk: int) -> Merger:
    related = Merger.objects.select_related("survivor", "absorbed", "merged_by", "taken_back_by")
    return get_object_or_404(related.within(request.scope), pk=pk)
