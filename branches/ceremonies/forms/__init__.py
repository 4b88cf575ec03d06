from branches.ceremonies.forms.boards import (
    BoardForm,
    BoardsForm,
    PhotoForm,
    RemovePhotoForm,
    StageForm,
    TakeBackForm,
    ticked,
)
from branches.ceremonies.forms.ceremony import CeremonyForm, CorrectionForm
from branches.ceremonies.forms.day import AttendanceForm, CloseForm, HandOverForm, ScanForm
from branches.ceremonies.forms.filters import BranchFilter, CeremonyFilter, LedgerFilter
from branches.ceremonies.forms.plaques import AwardForm, EndForm, ReceiptForm, ReplaceForm
from branches.ceremonies.forms.steps import ChosenBranches, HoldForm, ListForm, PrepareForm, ReasonForm, order_asked

__all__ = [
    "AttendanceForm",
    "AwardForm",
    "BoardForm",
    "BoardsForm",
    "BranchFilter",
    "CeremonyFilter",
    "CeremonyForm",
    "ChosenBranches",
    "CloseForm",
    "CorrectionForm",
    "EndForm",
    "HandOverForm",
    "HoldForm",
    "LedgerFilter",
    "ListForm",
    "PhotoForm",
    "PrepareForm",
    "ReasonForm",
    "ReceiptForm",
    "RemovePhotoForm",
    "ReplaceForm",
    "ScanForm",
    "StageForm",
    "TakeBackForm",
    "order_asked",
    "ticked",
]
