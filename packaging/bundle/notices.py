"""The licences of everything inside the bundle, and an index of them."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from parts import LICENCES, Part

FOLDER: Final = "licences"

_BEGINNING: Final = """What is in this folder beside Vialwise itself, and under which licence
=====================================================================

Vialwise is under the Apache License 2.0: LICENSE.txt. The bill of materials lists the same parts
for programs.

Qt, PySide6, Shiboken, psycopg and some libraries of the system are under the GNU LGPL or used under
it. They lie in _internal as separate shared libraries and as modules of their own: replace a file
by your own build of the same version and interface, and Vialwise uses yours; `self-test` then says
that the file is not as it was packed. Their sources are at download.qt.io and on the pages of the
projects, and on Linux in the source packages of the versions named below.

A part without a licence's name here has it in its text.

"""


def write_notices(frozen: Path, parts: Iterable[Part]) -> None:
    """Copy each text into a folder of its part, and write the index beside them.

    Raises SystemExit where a part has no text: nothing is handed on without its licence.
    """
    folder = frozen / FOLDER
    lines = []
    for part in parts:
        if not part.texts:
            raise SystemExit(f"build: {part.name} {part.version} has no licence text to hand on")
        here = folder / f"{part.name} {part.version}".strip().replace("/", "-").replace(":", "-")
        here.mkdir(parents=True, exist_ok=True)
        for text in part.texts:
            shutil.copyfile(text, here / text.name)
        names = ", ".join(text.name for text in part.texts)
        lines.append(f"{here.name}\n    {part.licence or 'see the text'}\n    {names}\n")
    for text in LICENCES.glob("*GPL-*.txt"):  # which the texts of others name
        shutil.copyfile(text, folder / text.name)
    (folder / "README.txt").write_text(_BEGINNING + "\n".join(lines), "utf-8", newline="\n")
