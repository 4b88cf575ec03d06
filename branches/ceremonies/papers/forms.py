from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from branches.ceremonies.papers.boards import LARGEST, SIZES, SMALLEST, Board

_OTHER = "other"


class PrintForm(forms.Form):
    """How a paper is printed. What is not asked for is taken as usual: 600 x 400 mm, white, one file."""

    size = forms.ChoiceField(
        label=_("Size"),
        required=False,
        choices=[(f"{w}x{h}", f"{w} × {h} mm") for w, h in SIZES] + [(_OTHER, _("another size"))],
    )
    width = forms.IntegerField(label=_("Width in mm"), required=False, min_value=SMALLEST, max_value=LARGEST)
    height = forms.IntegerField(label=_("Height in mm"), required=False, min_value=SMALLEST, max_value=LARGEST)
    style = forms.ChoiceField(
        label=pgettext_lazy("plaque", "Board"),
        required=False,
        choices=[("white", _("white, red characters")), ("red", _("red, golden characters"))],
    )
    files = forms.ChoiceField(
        label=_("Files"),
        required=False,
        choices=[("one", _("one PDF")), ("each", _("one file each (ZIP)"))],
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("size") == _OTHER and not (said.get("width") and said.get("height")):
            for name in ("width", "height"):
                if name not in self.errors and not said.get(name):
                    self.add_error(name, _("Give the size of the board in millimetres."))
        return said

    @property
    def board(self) -> Board:
        said = self.cleaned_data
        if said["size"] == _OTHER:
            width, height = said["width"], said["height"]
        else:
            width, height = (int(part) for part in (said["size"] or "600x400").split("x"))
        return Board(width, height, said["style"] or "white")

    @property
    def each(self) -> bool:
        return self.cleaned_data["files"] == "each"
