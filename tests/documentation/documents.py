"""The documents as they are read: their code, their blocks, their commands."""

import re
import shlex
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
PATHS: Final = ("README.md", ".github/CONTRIBUTING.md", ".github/SECURITY.md")

_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_FENCED: Final = re.compile(r"^ *```([\w ]*)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
_INDENTED: Final = re.compile(r"^    .*$", re.MULTILINE)
_INLINE: Final = re.compile(r"(?<!`)`([^`\n]+(?:\n[^`\n]+)?)`(?!`)")
_PROGRAM: Final = re.compile(
    r"(?:python3 packaging/dev\.py run|vialwise-cli|python -m app)\b *(.*)"
)


def text_of(path: str) -> str:
    """A document without what only its authors see."""
    return _COMMENT.sub("", (ROOT / path).read_text(encoding="utf-8"))


DOCUMENTS: Final = {path: text_of(path) for path in PATHS}
README: Final = DOCUMENTS["README.md"]
ALL: Final = "\n".join(DOCUMENTS.values())


def block(kind: str, document: str = README) -> str:
    """The one fenced block of that kind."""
    (found,) = blocks(kind, document)
    return found


def blocks(kind: str, document: str = README) -> list[str]:
    """The fenced blocks of that kind, without the margin that they have within a list."""
    found = [text for said, text in _FENCED.findall(document) if said.strip() == kind]
    return [re.sub(r"^ {1,3}(?=\S)", "", text, flags=re.MULTILINE) for text in found]


def inline(document: str = ALL) -> list[str]:
    """What stands between two backticks, on one line."""
    without = _INDENTED.sub("", _FENCED.sub("", document))
    return [" ".join(said.split()) for said in _INLINE.findall(without)]


def lines(document: str = ALL) -> list[str]:
    """The indented lines, which are commands and what they print."""
    return [line.strip() for line in _INDENTED.findall(_FENCED.sub("", document))]


def commands(document: str = ALL) -> list[list[str]]:
    """The words behind the program's name, of every command of it that is written down."""
    found = [_PROGRAM.search(said) for said in (*lines(document), *inline(document))]
    words = [shlex.split(match[1].partition("#")[0]) for match in found if match]
    ends = {">", "|", "&&"}
    return [w[: next((n for n, word in enumerate(w) if word in ends), len(w))] for w in words if w]
