"""What the pages of an upload share."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from members.surveys.models import Upload
from registry.access import Scope


def upload_or_404(scope: Scope, number: int) -> Upload:
    """The upload, if the scope may know of it, with what its pages show beside it."""
    uploads = Upload.objects.within(scope).select_related("uploaded_by", "branch", "job")
    found: Upload = get_object_or_404(uploads, pk=number)
    return found


def upload_with_lines_or_404(scope: Scope, number: int) -> Upload:
    """The upload of which lines are shown: of one that was discarded there are none, also while they are still being erased."""
    found = upload_or_404(scope, number)
    if found.state == Upload.State.DISCARDED:
        raise Http404
    return found
