"""How far a job is, for whoever may see what it works on. That page asks again by itself; without JavaScript it is reloaded."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from registry.jobs import actions
from registry.jobs.models import Job
from registry.jobs.running import close
from registry.jobs.work import work_of


def job_detail(request: HttpRequest, number: int) -> HttpResponse:
    """Its progress, for the page of what it works on; once it is over, and for anybody else, that page."""
    job = _job(request, number)
    url = work_of(job).url(job)
    if request.headers.get("HX-Request") != "true":
        return redirect(url)
    return (
        HttpResponseClientRedirect(url)
        if job.is_over
        else render(request, "registry/jobs/_progress.html", {"job": job})
    )


@require_POST
def job_pause(request: HttpRequest, number: int) -> HttpResponse:
    return _turned(request, number, actions.pause)


@require_POST
def job_resume(request: HttpRequest, number: int) -> HttpResponse:
    return _turned(request, number, actions.resume)


@require_POST
def job_cancel(request: HttpRequest, number: int) -> HttpResponse:
    return _turned(request, number, actions.cancel)


def _job(request: HttpRequest, number: int) -> Job:
    job = get_object_or_404(Job, pk=number)
    if not work_of(job).may_see(job, request.user):
        raise Http404
    return job


def _require_stoppable(job: Job) -> None:
    if not work_of(job).may_be_stopped:
        raise ValidationError(_("This goes on to its end; it cannot be paused or stopped."), code="not_to_be_stopped")


def _turned(request: HttpRequest, number: int, action: Callable[..., Job]) -> HttpResponse:
    job = _job(request, number)
    try:
        _require_stoppable(job)
        close(action(job=job), waiting=False)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(work_of(job).url(job))
