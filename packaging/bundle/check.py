"""Runs what was packed in an empty environment: what ships is what was tested.

Each program gets no PATH, a home of its own, and nothing of Python's variables. Whatever it says
beyond its answer is a fault, a warning of Qt's too.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from pack import unpack

ROOT: Final = Path(__file__).resolve().parents[2]
LONGEST_S: Final = 120
ENDING: Final = ".exe" if sys.platform == "win32" else ""

REQUEST: Final = (
    '{"drug": "durvalumab", "dose": {"basis": "weight", "mg_per_kg": "10", "weight": "72.4", '
    '"weight_unit": "kg"}}'
)
LINE: Final = (
    f'{{"encounter": "A-20417", "by": "RK", "meaning": "prepared", "request": {REQUEST}}}\n'
)

_ALL_BUT_A_SCREEN: Final = (
    b"--  no screen here: the window itself was not tried\nAll that was tried works.\n"
)


class Run(NamedTuple):
    """What a program did: exit status, and what it wrote."""

    status: int
    out: bytes
    err: bytes


class Unpacked:
    """The programs of an unpacked bundle, on a computer that has nothing else."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        self.home = home

    @property
    def environment(self) -> dict[str, str]:
        """What is left on a bare computer: a home, and on Windows where Windows is."""
        kept = {key: os.environ[key] for key in ("SYSTEMROOT", "WINDIR") if key in os.environ}
        home = str(self.home)
        if sys.platform == "win32":
            kept |= dict.fromkeys(("USERPROFILE", "APPDATA", "LOCALAPPDATA", "TEMP", "TMP"), home)
        kept |= {"HOME": home, "TMPDIR": home, "PATH": "", "LANG": "C.UTF-8"}
        return {**kept, "QT_QPA_PLATFORM": "offscreen"}

    def run(self, program: str, *words: str, given: bytes = b"", **more: str) -> Run:
        """Run `Vialwise` or `vialwise-cli` to its end in its home."""
        done = subprocess.run(
            [str(self.folder / f"{program}{ENDING}"), *words],
            cwd=self.home,
            env={**self.environment, **more},
            input=given,
            capture_output=True,
            check=False,
            timeout=LONGEST_S,
        )
        return Run(done.returncode, done.stdout, done.stderr)


def check(packed: Path) -> list[str]:
    """What is wrong with the packed bundle, a sentence each; [] where all is well."""
    with tempfile.TemporaryDirectory("-vialwise-check", ignore_cleanup_errors=True) as name:
        home = Path(name) / "a home"  # with a blank, as many have one
        home.mkdir()
        unpacked = Unpacked(unpack(packed, Path(name)), home)
        return list(faults_of(unpacked))


def faults_of(bundle: Unpacked) -> Iterator[str]:
    """What is wrong with the unpacked bundle."""
    yield from _answers_as_source(bundle)
    yield from _names_itself(bundle)
    yield from _knows_its_parts(bundle)
    yield from _makes_files(bundle)
    yield from _records(bundle)
    yield from _ran(bundle.run("vialwise-cli", "self-test"), "self-test", _ALL_BUT_A_SCREEN)
    yield from _ran(bundle.run("Vialwise", "--exit-after-first-paint"), "the window", b"")


def _answers_as_source(bundle: Unpacked) -> Iterator[str]:
    """The bundle's answers are the source's, letter by letter."""
    (bundle.home / "request.json").write_text(REQUEST, "utf-8")
    page = ("calculate", "--weight", "72.4", "--mg-per-kg", "10")
    for words in (("calculate", "--json", "request.json"), page, ("schema",), ("--version",)):
        ours = bundle.run("vialwise-cli", *words)
        source = subprocess.run(
            [sys.executable, "-m", "app", *words],
            cwd=bundle.home,
            env={**bundle.environment, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=False,
            timeout=LONGEST_S,
        )
        what = " ".join(words)
        yield from _ran(ours, what)
        if ours.out != source.stdout or not ours.out:
            yield f"{what} answers otherwise than from source"
    answer = json.loads(bundle.run("vialwise-cli", "calculate", "--json", "request.json").out)
    if answer["units"] != {"administered": 73, "discarded": 1, "opened": 74}:
        yield f"724 mg are answered with {answer['units']}"


def _names_itself(bundle: Unpacked) -> Iterator[str]:
    """Help and complaints say how the bundle is called, where there is no Python."""
    helped = bundle.run("vialwise-cli", "calculate", "--help")
    yield from _ran(helped, "calculate --help")
    wrong = bundle.run("vialwise-cli", "calculate", "--wight", "72.4")
    if wrong.status != 2:
        yield f"a wrong option ends with {wrong.status}"
    for said in (helped.out, wrong.err):
        if b"vialwise-cli calculate" not in said or b"python" in said:
            yield f"the program does not name itself: {said!r}"


def _knows_its_parts(bundle: Unpacked) -> Iterator[str]:
    """`doctor` finds each library, and which version it is."""
    said = bundle.run("vialwise-cli", "doctor")
    yield from _ran(said, "doctor")
    if b"from the bundle" not in said.out or b"not known" in said.out:
        yield f"doctor does not know its parts: {said.out!r}"


def _makes_files(bundle: Unpacked) -> Iterator[str]:
    """A PDF and a picture."""
    pdf, picture = bundle.home / "worksheet.pdf", bundle.home / "page.png"
    words = ("worksheet", "--json", "request.json", "--pdf", pdf.name)
    yield from _ran(bundle.run("vialwise-cli", *words), "worksheet --pdf", b"")
    yield from _begins(pdf, b"%PDF-")
    page = ("--screenshot", picture.name, "--weight", "72.4", "--mg-per-kg", "10")
    yield from _ran(bundle.run("vialwise-cli", *page), "--screenshot", b"")
    yield from _begins(picture, b"\x89PNG")


def _records(bundle: Unpacked) -> Iterator[str]:
    """An entry into the record of a new user, and the record verified."""
    words = ("record", "--jsonl", "-")
    done = bundle.run("vialwise-cli", *words, given=LINE.encode())
    yield from _ran(done, "record")
    if b'"hash":"' not in done.out:
        yield f"record answers {done.out!r}"
    yield from _ran(bundle.run("vialwise-cli", "verify-records"), "verify-records")


def _ran(done: Run, what: str, ends_with: bytes | None = None) -> Iterator[str]:
    """A fault where a program failed, said anything on standard error, or not what it should."""
    if done.status:
        yield f"{what} ended with {done.status}"
    if done.err:
        yield f"{what} says: {done.err.decode(errors='replace').strip()}"
    if ends_with is not None and not (done.out.endswith(ends_with) if ends_with else not done.out):
        yield f"{what} answers {done.out!r}"


def _begins(file: Path, start: bytes) -> Iterator[str]:
    if not file.exists() or not file.read_bytes().startswith(start):
        yield f"{file.name} was not made"
