"""The catalogue of translations: what is said in code and templates, and what is said for it in Chinese.

    python -m registry.catalogue compile   make the .mo files (a fresh machine has no msgfmt)
    python -m registry.catalogue update    add what is newly said, drop what is said no longer
    python -m registry.catalogue check     exit 1, and say what, where a text is untranslated, doubtful or unused

The source language is English, in the code.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
WINGS = ("registry", "branches", "members")
CATALOGUES = [ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"]
# Which arguments of a call are the text, as Babel writes it: (1, 2) singular and plural, (1, "c") a context.
_NAMES = {
    "gettext": (1,),
    "gettext_lazy": (1,),
    "gettext_noop": (1,),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
CALLS = {"_": (1,)} | _NAMES


def said() -> Catalog:
    """Everything the code and the templates say that is meant to be translated."""
    catalogue = Catalog()
    for path in _sources():
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            # The brackets let Python's tokenizer pass over a page's indentation.
            text = f"(\n{templatize(text, origin=str(path))}\n)"
        calls: Iterator[Any] = extract_python(BytesIO(text.encode()), CALLS, (), {})
        for _line, call, strings, _comments in calls:
            _add(catalogue, call, strings if isinstance(strings, tuple) else (strings,))
    return catalogue


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def update(path: Path, source: Catalog) -> None:
    """Bring one .po in line with ``source``; what is translated stays, in an order that keeps diffs short."""
    catalogue = read(path)
    catalogue.update(source, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    draft = path.with_suffix(".po.new")
    with draft.open("wb") as file:
        write_po(file, catalogue, width=120, sort_output=True, no_location=True)
    draft.replace(path)


def faults(path: Path, source: Catalog) -> list[str]:
    """One line for each text that is untranslated, doubtful, unused, or whose placeholders differ."""
    catalogue = read(path)
    found = []
    for message in _texts(source):
        translation = catalogue.get(message.id, message.context)
        if translation is None or not _is_whole(translation):
            found.append(f"untranslated: {_shown(message)}")
        elif translation.pluralizable != message.pluralizable:
            found.append(f"no plural form: {_shown(message)}")
        elif translation.fuzzy:
            found.append(f"fuzzy: {_shown(message)}")
        else:
            found += [f"{error}: {_shown(message)}" for error in translation.check(catalogue)]
    unused = [message for message in _texts(catalogue) if source.get(message.id, message.context) is None]
    found += [f"unused: {_shown(message)}" for message in [*unused, *catalogue.obsolete.values()]]
    return sorted(found)


def is_stale() -> bool:
    """Whether a .po was written after it was last compiled."""
    compiled = [(path, path.with_suffix(".mo")) for path in CATALOGUES]
    return any(not made.exists() or made.stat().st_mtime < path.stat().st_mtime for path, made in compiled)


def compile_all() -> None:
    for path in CATALOGUES:
        compiled = path.with_suffix(".mo")
        draft = path.with_suffix(".mo.new")
        with draft.open("wb") as file:
            write_mo(file, read(path))
        draft.replace(compiled)


def _sources() -> Iterator[Path]:
    for wing in WINGS:
        yield from sorted(path for path in (ROOT / wing).rglob("*.py") if "migrations" not in path.parts)
    for folder in (*WINGS, "templates"):
        yield from sorted(path for path in (ROOT / folder).rglob("*") if path.suffix in {".html", ".txt"})


def _add(catalogue: Catalog, call: str, strings: tuple[str | None, ...]) -> None:
    """Add one call's text. A text that is no literal (None) was written elsewhere and is found there."""
    places = CALLS[call]
    context = None
    ids = []
    for place in places:
        position = place[0] if isinstance(place, tuple) else place
        string = strings[position - 1] if position <= len(strings) else None
        if string is None:
            return
        if isinstance(place, tuple):
            context = string
        else:
            ids.append(string)
    catalogue.add(ids[0] if len(ids) == 1 else tuple(ids), context=context)


def _texts(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]  # the header's id is empty


def _is_whole(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(strings)


def _shown(message: Message) -> str:
    text = " / ".join(message.id) if isinstance(message.id, (tuple, list)) else message.id
    text = text.replace("\n", "\\n")
    return f"{message.context}|||{text}" if message.context else text


def main(arguments: list[str]) -> int:
    match arguments:
        case ["compile"]:
            compile_all()
        case ["update"]:
            source = said()
            for path in CATALOGUES:
                update(path, source)
        case ["check"]:
            source = said()
            found = [f"{path.relative_to(ROOT)}: {fault}" for path in CATALOGUES for fault in faults(path, source)]
            print("\n".join(found) if found else "The catalogues are complete.")
            return 1 if found else 0
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
