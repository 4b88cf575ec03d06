from branches.ceremonies.forms.ceremony import CeremonyForm, CorrectionForm
from branches.ceremonies.forms.filters import BranchFilter, CeremonyFilter, LedgerFilter
from branches.ceremonies.forms.plaques import AwardForm, EndForm, ReceiptForm, ReplaceForm
from branches.ceremonies.forms.steps import ChosenBranches, HoldForm, ListForm, PrepareForm, ReasonForm, order_asked

__all__ = [
    "AwardForm",
    "BranchFilter",
    "CeremonyFilter",
    "CeremonyForm",
    "ChosenBranches",
    "CorrectionForm",
    "EndForm",
    "HoldForm",
    "LedgerFilter",
    "ListForm",
    "PrepareForm",
    "ReasonForm",
    "ReceiptForm",
    "ReplaceForm",
    "order_asked",
]
