"""The shape of what people enter about branches. Choices arrive narrowed to where the user may change branches."""

from branches.organisation.forms.changes import CorrectionForm, MoveForm, RenameForm
from branches.organisation.forms.counties import CoverForm, EndCoverForm
from branches.organisation.forms.endings import DissolveForm, MergeForm, ReinstateForm
from branches.organisation.forms.founding import FoundingForm
from branches.organisation.forms.offices import LeaveOfficeForm, OfficeForm

__all__ = [
    "CorrectionForm",
    "CoverForm",
    "DissolveForm",
    "EndCoverForm",
    "FoundingForm",
    "LeaveOfficeForm",
    "MergeForm",
    "MoveForm",
    "OfficeForm",
    "ReinstateForm",
    "RenameForm",
]
