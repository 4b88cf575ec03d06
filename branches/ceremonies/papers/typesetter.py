"""The child process of the press: one JSON object in at stdin, PDFs out at stdout, each after its length in eight bytes.

A program of its own that knows nothing of the registry. It ends with its work: what the typesetter remembers between pages
is given back, and a document that never comes to an end can be killed.
"""

import json
import struct
import sys
from typing import Any

import typst


def main() -> None:
    work = json.loads(sys.stdin.buffer.read())
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=work["fonts"])
    compiler = typst.Compiler(root=work["layouts"], font_paths=fonts, package_path=work["layouts"])
    for content in work["contents"]:
        # What people wrote goes in as data that the layout reads, never as source: nothing of it can be run.
        pdf: Any = compiler.compile(
            work["layout"],
            format="pdf",
            sys_inputs={"content": content},
            timestamp=work["moment"],
            pdf_standards=work["standards"],
        )
        sys.stdout.buffer.write(struct.pack(">Q", len(pdf)) + pdf)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
