"""A fault of the program at the terminal: one sentence, its id, status 3, and a note in the log."""

import ctypes
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final, NoReturn

import pytest

from app.__main__ import main
from app.contract import reply
from app.site.fault_log import FILE
from app.terminal import calculate
from app.ui import main as window
from tests.terminal.running import GOLDEN, LONGEST_SECONDS, ROOT, environment, run

Capture = pytest.CaptureFixture[str]
TYPED: Final = "A-20417"


@pytest.fixture
def folder(_no_site: Path) -> Path:
    """The user's own data folder, which is not there yet."""
    return _no_site


def fail(*_: object, **__: object) -> NoReturn:
    """Fail as a mistake in the program does, with what was typed in the fault's own words."""
    raise KeyError(TYPED)


def noted(folder: Path) -> str:
    """What the log says, of which nothing was typed."""
    text = (folder / "log" / FILE).read_text(encoding="utf-8")
    assert TYPED not in text
    return text


def test_a_command_at_fault_says_one_sentence_and_ends_with_3(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setattr(calculate, "read_words", fail)
    assert main(["calculate", "--flat", "1500", "--weight", TYPED]) == 3
    out, err = capsys.readouterr()
    said = re.fullmatch(
        r"Something went wrong in Vialwise \((E-\w{6})\), and nothing more is answered\. "
        r"Give the id and (.*) to whoever looks after this computer\.\n",
        err,
    )
    assert out == ""
    assert said
    assert said[2] == str(folder / "log" / FILE)
    assert f"{said[1]} in calculate\n" in noted(folder)
    assert "app.terminal.calculate, line" in noted(folder)


def test_a_log_that_cannot_be_written_is_said(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    folder.write_text("a file, where the folder should be")
    monkeypatch.setattr(calculate, "read_words", fail)
    assert main(["calculate"]) == 3
    assert "It could not be written to the log (" in capsys.readouterr().err


def test_a_window_that_cannot_be_opened_says_so(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(window, "load_site", fail)
    assert main([]) == 3
    err = capsys.readouterr().err
    assert err.startswith("Something went wrong in Vialwise (E-")
    assert "and the window is not open." in err
    assert " in the start\n" in noted(folder)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
@pytest.mark.parametrize("words", [(), ("--theme", "dark")])
def test_without_a_screen_no_window_is_tried_and_commands_are_named(
    monkeypatch: pytest.MonkeyPatch, folder: Path, words: tuple[str, ...]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    done = run(*words)
    sentence = (
        "There is no screen here: DISPLAY and WAYLAND_DISPLAY are not set. Commands work without: "
        "python -m app --help\n"
    )
    assert (done.returncode, done.stdout, done.stderr.decode()) == (1, b"", sentence)
    assert not folder.exists()


def loads(library: str) -> bool:
    """Whether Qt's plug-in for that way to a screen finds what it stands on."""
    try:
        return bool(ctypes.CDLL(library))
    except OSError:
        return False


WAYS: Final = {
    "an X server that is not there": ({"DISPLAY": ":4077"}, "DISPLAY is “:4077”"),
    "one on this computer's network": (
        {"DISPLAY": "localhost:4077"},
        "DISPLAY is “localhost:4077”",
    ),
    "a compositor that is not there": ({"WAYLAND_DISPLAY": "none"}, "WAYLAND_DISPLAY is “none”"),
    "neither": (
        {"DISPLAY": ":4077", "WAYLAND_DISPLAY": "none"},
        "DISPLAY is “:4077”, WAYLAND_DISPLAY is “none”",
    ),
    "a session in which Qt looks by itself": (
        {"XDG_SESSION_TYPE": "wayland"},
        "DISPLAY and WAYLAND_DISPLAY are not set",
    ),
}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
@pytest.mark.skipif(
    not (loads("libxcb-cursor.so.0") and loads("libwayland-cursor.so.0")),
    reason="Qt's plug-ins for X11 and Wayland do not load here",
)
@pytest.mark.parametrize(("named", "where"), WAYS.values(), ids=WAYS)
def test_a_screen_that_does_not_answer_is_said_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, named: dict[str, str], where: str
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in named.items():
        monkeypatch.setenv(name, value)
    done = run(XDG_RUNTIME_DIR=str(tmp_path))
    sentence = f"No screen answers here: {where}. Commands work without: python -m app --help\n"
    assert (done.returncode, done.stdout, done.stderr.decode()) == (1, b"", sentence)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_what_is_no_matter_of_the_screen_keeps_qts_own_words() -> None:
    done = run(QT_QPA_PLATFORM="nowhere")
    said = done.stderr.decode()
    assert done.returncode == 1
    assert 'Could not find the Qt platform plugin "nowhere"' in said
    assert said.endswith("\nQt cannot open a window here (its own words are above).\n")
    assert "No screen" not in said


def test_lines_that_are_answered_with_a_fault_name_its_id_and_note_it_once(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: Path
) -> None:
    monkeypatch.setattr(reply, "calculate", fail)
    orders = tmp_path / "orders.jsonl"
    orders.write_bytes((GOLDEN + b"\n") * 3)
    assert main(["calculate", "--jsonl", str(orders)]) == 1
    answers = [json.loads(line)["errors"][0] for line in capsys.readouterr().out.splitlines()]
    sentences = {answer["message"] for answer in answers}
    (sentence,) = sentences
    found = re.search(r"KeyError in test_own_fault.py, line \d+ \((E-\w{6})\): no", sentence)
    assert found
    assert len(answers) == 3
    assert noted(folder).count("E-") == noted(folder).count(found[1]) == 1


UNIT_MG: Final = "durvalumab.toml, line 14: unit_mg is not a figure above 0."
ANEW: Final = "Unpack the program anew, into a new folder."


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program in a folder of its own, with a table of which a figure is damaged."""
    program = tmp_path_factory.mktemp("program")
    for name in ("app", "resources"):
        ignored = shutil.ignore_patterns("__pycache__", "pictures")
        shutil.copytree(ROOT / name, program / name, ignore=ignored)
    table = program / "resources" / "drugs" / "durvalumab.toml"
    text = table.read_text(encoding="utf-8")
    assert text.splitlines()[13].startswith("unit_mg = 10")
    table.write_text(text.replace("unit_mg = 10", 'unit_mg = "abc"'), encoding="utf-8")
    return program


@pytest.mark.parametrize(
    ("words", "status", "begins"),
    [
        (
            "calculate --flat 1500",
            3,
            "A file of the program itself cannot be used, and nothing mor",
        ),
        ("calculate --json -", 3, "A file of the program itself cannot be used, and nothing "),
        ("", 3, "A file of the program itself cannot be used, and the window is not open: "),
        ("self-test", 1, "The self-test failed: "),
        ("doctor", 1, "Attention: the program’s own files: "),
    ],
)
def test_a_damaged_table_of_the_program_is_named_with_what_to_do(
    damaged: Path, folder: Path, words: str, status: int, begins: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", *words.split()],
        cwd=damaged,
        env=environment(QT_QPA_PLATFORM="offscreen"),
        input=GOLDEN,
        capture_output=True,
        check=False,
        timeout=LONGEST_SECONDS,
    )
    said = [*done.stderr.decode().splitlines(), *done.stdout.decode().splitlines()]
    (sentence,) = [line for line in said if "unit_mg" in line]
    assert done.returncode == status
    assert sentence.startswith(begins)
    assert sentence.endswith(f": {UNIT_MG} {ANEW}")
    assert "Something went wrong" not in "".join(said)
    assert not (folder / "log").exists()
