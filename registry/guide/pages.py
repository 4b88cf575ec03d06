"""A file of the guide as a page: its title, its sections, and what stands in them."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML

SUBJECTS: Final[dict[str, str | Promise]] = {
    "office": _("The registry"),
    "surveys": _("Surveys"),
    "ceremonies": _("Ceremonies"),
}
"""Name of a page -> what it is about. Its files are ``docs/guide/NAME.LANGUAGE.md``."""


class Section(NamedTuple):
    """``anchor``: where the address leads, behind the #."""

    anchor: str
    title: str


class Page(NamedTuple):
    title: str
    sections: Sequence[Section]
    body: SafeString


class _Renderer(RendererHTML):
    """Tables scroll by themselves where they are wider than the page."""

    def table_open(self, *_args: Any) -> str:
        return '<div class="table-wrap"><table class="table">\n'

    def table_close(self, *_args: Any) -> str:
        return "</table></div>\n"


class _ChineseRenderer(_Renderer):
    """A line of the file ends where it is long enough, and no blank belongs there."""

    def softbreak(self, *_args: Any) -> str:
        return ""


@cache
def page(name: str, language: str) -> Page:
    """The page of one of the ``SUBJECTS`` in a language of the site (zh-hans, en)."""
    tongue = language.partition("-")[0]
    text = (settings.BASE_DIR / "docs" / "guide" / f"{name}.{tongue}.md").read_text(encoding="utf-8")
    reader = MarkdownIt("commonmark", {"html": False}, renderer_cls=_ChineseRenderer if tongue == "zh" else _Renderer)
    _open, title, _close, *body = reader.enable("table").parse(text)
    sections: list[Section] = []
    for head, words in pairwise(body):
        if head.type == "heading_open" and head.tag == "h2":
            sections.append(Section(f"part-{len(sections) + 1}", words.content))
            head.attrSet("id", sections[-1].anchor)
    return Page(title.content, sections, mark_safe(reader.renderer.render(body, reader.options, {})))
