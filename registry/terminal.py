"""Commands ask whoever sits at the terminal; a script is not asked."""

import sys


def agrees(question: str) -> bool:
    """Whether the person at the terminal says yes; who is no person has said so by calling."""
    return not sys.stdin.isatty() or input(question).strip().lower() in ("y", "yes", "是")
