"""The shape of what people enter about members. Choices arrive narrowed to where the user may change members."""

from members.roll.forms.admission import AdmissionForm
from members.roll.forms.belonging import DepartForm, HomeForm, JoinForm, TransferForm
from members.roll.forms.confirming import ConfirmForm
from members.roll.forms.correction import CorrectionForm
from members.roll.forms.exporting import ClearExportForm

__all__ = [
    "AdmissionForm",
    "ClearExportForm",
    "ConfirmForm",
    "CorrectionForm",
    "DepartForm",
    "HomeForm",
    "JoinForm",
    "TransferForm",
]
