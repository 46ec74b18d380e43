"""What stands in the log of faults: enough to find the place, and nothing that anybody typed."""

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from threading import Thread
from typing import Final, NoReturn

import pytest

from app import __version__
from app.site.fault_log import CRASHES, FILE, FaultLog, newest_heads
from app.site.whole_file import is_taken
from tests.terminal.running import ROOT, run_python

TYPED: Final = "A-20417 72.4 RK"


def _fail(typed: str) -> NoReturn:
    weight = f"{typed} kg"
    raise ValueError(f"“{weight}” cannot be read")


def _fault(typed: str = TYPED) -> ValueError:
    try:
        _fail(typed)
    except ValueError as fault:
        return fault


def _text(folder: Path) -> str:
    return (folder / FILE).read_text(encoding="utf-8")


def test_a_fault_is_noted_by_its_type_its_places_and_the_versions(tmp_path: Path) -> None:
    noted = FaultLog("the window", tmp_path).note(_fault())

    assert re.fullmatch("E-[0-9A-F]{6}", noted.id)
    assert noted.why_not == ""
    head, versions, kind, *places = _text(tmp_path).splitlines()
    assert re.fullmatch(rf"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d {noted.id} in the window", head)
    assert versions.startswith(f"  Vialwise {__version__}, Python 3.")
    assert kind == "  ValueError"
    assert [place.partition(", line ")[0] for place in places] == [f"    {__name__}"] * 2
    assert places[-1].endswith(", _fail")


def test_nothing_of_what_was_typed_is_in_it(tmp_path: Path) -> None:
    log = FaultLog("the window", tmp_path)
    try:
        try:
            _fail(TYPED)
        except ValueError as inner:
            raise KeyError(TYPED) from inner
    except KeyError as outer:
        outer.add_note(TYPED)
        log.note(outer)
    log.note(OSError(28, TYPED, TYPED))
    log.note(UnicodeDecodeError("utf-8", TYPED.encode(), 0, 1, TYPED))
    log.note(type("OfOurOwn", (Exception,), {"__str__": lambda _: TYPED})())

    text = _text(tmp_path)
    assert "KeyError" in text
    assert "because of ValueError" in text
    assert not any(word in text for word in ("20417", "72.4", "RK", "cannot be read"))


def test_numbers_that_the_system_gave_are_kept(tmp_path: Path) -> None:
    log = FaultLog("record", tmp_path)
    log.note(OSError(28, TYPED))
    try:
        sqlite3.connect(":memory:").execute("SELECT nothing")
    except sqlite3.Error as fault:
        log.note(fault)
    log.note(ModuleNotFoundError("no", name="pydantic"))
    text = _text(tmp_path)
    assert "OSError (28)" in text
    assert "sqlite3.OperationalError (SQLITE_ERROR)" in text
    assert "ModuleNotFoundError (pydantic)" in text


def _with(fault: Exception, name: str, value: object) -> Exception:
    setattr(fault, name, value)
    return fault


def _of_class(name: str) -> Exception:
    made = type(name, (Exception,), {})()
    assert isinstance(made, Exception)
    return made


def _in_module(name: str) -> Exception:
    try:
        exec("raise KeyError", {"__name__": name})  # noqa: S102 our own words, another module's name
    except KeyError as fault:
        return fault
    raise AssertionError


@pytest.mark.parametrize(
    "fault",
    [
        OSError(TYPED, "x"),
        ImportError("no", name=TYPED),
        _with(ValueError(), "sqlstate", TYPED),
        _with(ValueError(), "sqlite_errorname", TYPED),
        _of_class(TYPED),
        _in_module(TYPED),
    ],
    ids=["errno", "module", "sqlstate", "sqlite", "type", "place"],
)
def test_what_stands_where_a_number_belongs_is_left_out(tmp_path: Path, fault: Exception) -> None:
    assert FaultLog("record", tmp_path).note(fault).why_not == ""
    assert "20417" not in _text(tmp_path)


def test_an_exception_that_raises_where_it_is_looked_at_is_noted_all_the_same(
    tmp_path: Path,
) -> None:
    class Prickly(Exception):  # noqa: N818 no word of it matters
        @property
        def sqlstate(self) -> str:
            raise ValueError(TYPED)

    noted = FaultLog("record", tmp_path).note(Prickly())
    assert noted.why_not == ""
    assert f"{noted.id} in record" in _text(tmp_path)
    assert "cannot be described" in _text(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="rights as POSIX has them")
def test_the_log_is_its_users_alone(tmp_path: Path) -> None:
    folder = tmp_path / "log"
    before = os.umask(0o022)
    try:
        FaultLog("the window", folder).note(_fault())
    finally:
        os.umask(before)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / FILE).stat().st_mode & 0o777 == 0o600
    (folder / FILE).chmod(0o644)
    FaultLog("the window", folder).note(_fault())
    assert (folder / FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="links as POSIX has them")
def test_a_link_in_the_place_of_the_log_is_not_followed(tmp_path: Path) -> None:
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "log"
    elsewhere.write_text("")
    folder.mkdir()
    (folder / FILE).symlink_to(elsewhere)
    assert FaultLog("the window", folder).note(_fault()).why_not
    assert elsewhere.read_text() == ""


_MANY_FAULTS: Final = """
import sys
from pathlib import Path
from app.site import fault_log
fault_log._LARGEST = 2_000
folder = Path(sys.argv[1])
noted = [fault_log.FaultLog("x", folder).note(ValueError()) for _ in range(150)]
sys.exit("".join(one.why_not for one in noted) or 0)
"""


def test_several_programs_that_move_a_full_log_aside_at_once_each_write_it(tmp_path: Path) -> None:
    started = [
        subprocess.Popen(
            [sys.executable, "-c", _MANY_FAULTS, str(tmp_path)],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    said = [(one.communicate(timeout=120)[1], one.returncode) for one in started]
    assert said == [("", 0)] * 4


@pytest.mark.skipif(sys.platform == "win32", reason="Windows moves no file that another has open")
def test_a_program_waits_while_another_moves_a_full_log_aside_but_not_for_ever(
    tmp_path: Path,
) -> None:
    """Two that moved it at once would push out an older file, and the new one as well."""
    another = os.open(tmp_path, os.O_RDONLY)
    assert is_taken(another)
    noted: list[str] = []
    log = FaultLog("the window", tmp_path)
    program = Thread(target=lambda: noted.append(log.note(_fault()).why_not))
    program.start()
    program.join(0.3)
    assert noted == []
    assert not (tmp_path / FILE).exists()
    os.close(another)
    program.join(30)
    assert noted == [""]
    assert len(newest_heads(tmp_path, 5)) == 1

    another = os.open(tmp_path, os.O_RDONLY)
    assert is_taken(another)
    assert FaultLog("the window", tmp_path).note(_fault()).why_not == ""
    os.close(another)
    assert len(newest_heads(tmp_path, 5)) == 2


def test_the_same_fault_keeps_its_id_and_is_noted_once(tmp_path: Path) -> None:
    log = FaultLog("calculate", tmp_path)
    ids = {log.id_of(_fault(str(n))) for n in range(100)}
    assert len(ids) == 1
    assert len(newest_heads(tmp_path, 200)) == 1
    assert log.id_of(KeyError()) not in ids
    assert len(newest_heads(tmp_path, 200)) == 2


def _deep(depth: int) -> int:
    return _deep(depth + 1) + 1


def test_a_call_that_went_too_deep_is_told_by_its_ends(tmp_path: Path) -> None:
    log = FaultLog("the window", tmp_path)
    try:
        _deep(0)
    except RecursionError as fault:
        log.note(fault)
    lines = _text(tmp_path).splitlines()
    assert "  RecursionError" in lines
    assert any(re.fullmatch(r"    … \d+ more …", line) for line in lines)
    assert len(lines) < 60


def test_the_log_stays_small_and_the_newest_is_found(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("2026-11-24 10:00:00 E-OLDOLD in the window\n" * 5_000)
    first = FaultLog("the window", tmp_path).id_of(_fault())
    (tmp_path / FILE).write_bytes(b"x" * 199_990)
    second = FaultLog("the window", tmp_path).id_of(_fault())

    assert sorted(file.name for file in tmp_path.iterdir()) == [FILE, f"{FILE}.1", f"{FILE}.2"]
    assert second in _text(tmp_path)
    newest, older, *_ = newest_heads(tmp_path, 5)
    assert (newest[20:28], older[20:28]) == (second, "E-OLDOLD")
    assert first not in newest


def test_a_log_that_cannot_be_written_is_said_and_nothing_is_raised(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("a file, where the folder should be")
    noted = FaultLog("the window", tmp_path / "log").note(_fault())
    assert noted.id.startswith("E-")
    assert noted.why_not == "File exists"


@pytest.mark.skipif(sys.platform == "win32", reason="a program is ended as POSIX does")
def test_what_the_system_ends_leaves_its_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIALWISE_USER_DATA", str(tmp_path))
    script = """
import os, signal, sys
from app.site.fault_log import watch_crashes
typed = "A-20417"
watch_crashes()
if os.fork() == 0:
    signal.raise_signal(signal.SIGSEGV)
os.wait()
"""
    run_python(script)
    assert (tmp_path / "log" / CRASHES).stat().st_mode & 0o777 == 0o600
    said = (tmp_path / "log" / CRASHES).read_text()
    assert "Segmentation fault" in said
    assert "line 7" in said
    assert "20417" not in said
