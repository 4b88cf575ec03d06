from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branches.ceremonies.models import LARGEST_MM, SMALLEST_MM
from branches.ceremonies.papers.boards import SIZES, Board
from branches.ceremonies.papers.kinds import Paper

OTHER = "other"


class PrintForm(forms.Form):
    """How a paper is printed. What is not asked for is taken as usual: the size noted, white, one file."""

    size = forms.ChoiceField(
        label=_("Size"),
        required=False,
        choices=[("", _("as noted of the plaque, else 600 × 400 mm"))]
        + [(f"{w}x{h}", f"{w} × {h} mm") for w, h in SIZES]
        + [(OTHER, _("another size"))],
    )
    width = forms.IntegerField(label=_("Width in mm"), required=False, min_value=SMALLEST_MM, max_value=LARGEST_MM)
    height = forms.IntegerField(label=_("Height in mm"), required=False, min_value=SMALLEST_MM, max_value=LARGEST_MM)
    style = forms.ChoiceField(
        label=pgettext_lazy("plaque", "Board"),
        required=False,
        choices=[("white", _("white, red characters")), ("red", _("red, golden characters"))],
    )
    binding = forms.ChoiceField(
        label=_("Files"),
        required=False,
        choices=[("one", _("one PDF")), ("each", _("one file each (ZIP)"))],
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("size") == OTHER and not (said.get("width") and said.get("height")):
            for name in ("width", "height"):
                if name not in self.errors and not said.get(name):
                    self.add_error(name, _("Give the size of the board in millimetres."))
        return said

    def ask_only(self, paper: Paper | None) -> None:
        """What this paper does not depend on is not asked for. None: all papers."""
        needless = [] if paper is None or paper.key == "artwork" else ["size", "width", "height", "style"]
        needless += [] if paper is None or paper.each else ["binding"]
        for name in needless:
            self.fields[name].widget = forms.HiddenInput()

    @property
    def board(self) -> Board:
        said = self.cleaned_data
        style = said["style"] or "white"
        if said["size"] == OTHER:
            return Board(said["width"], said["height"], style)
        if not said["size"]:
            return Board(style=style)
        width, height = said["size"].split("x")
        return Board(int(width), int(height), style)

    @property
    def each(self) -> bool:
        return self.cleaned_data["binding"] == "each"
