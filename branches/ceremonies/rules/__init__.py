"""What speaks against each step of a ceremony, and against each change of a plaque."""

from branches.ceremonies.rules.ceremonies import (
    missing,
    objections_to_awarding,
    objections_to_changing,
    objections_to_correcting,
    objections_to_correcting_receipt,
    objections_to_ending,
    objections_to_holding,
    objections_to_listing,
    objections_to_moving,
    objections_to_planning,
    objections_to_preparing,
)
from branches.ceremonies.rules.stages import (
    left_to_note,
    objections_to_attending,
    objections_to_closing,
    objections_to_explaining,
    objections_to_handing_over,
    objections_to_photographing,
    objections_to_reaching,
    objections_to_removing_photo,
    objections_to_taking_back,
)

__all__ = [
    "left_to_note",
    "missing",
    "objections_to_attending",
    "objections_to_awarding",
    "objections_to_changing",
    "objections_to_closing",
    "objections_to_correcting",
    "objections_to_correcting_receipt",
    "objections_to_ending",
    "objections_to_explaining",
    "objections_to_handing_over",
    "objections_to_holding",
    "objections_to_listing",
    "objections_to_moving",
    "objections_to_photographing",
    "objections_to_planning",
    "objections_to_preparing",
    "objections_to_reaching",
    "objections_to_removing_photo",
    "objections_to_taking_back",
]
