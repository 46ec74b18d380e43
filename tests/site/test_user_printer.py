"""The user's printers: remembered by name and paper, in the user's own folder."""

from pathlib import Path

import pytest

from app.site.user_printer import (
    PrintedThing,
    UserPrinter,
    read_user_printer,
    remember_user_printer,
)

WORKSHEET, INSERT = PrintedThing


@pytest.fixture(name="user")
def _user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "user"
    monkeypatch.setenv("VIALWISE_USER_DATA", str(folder))
    return folder


def test_each_thing_has_its_own_printer(user: Path) -> None:
    assert read_user_printer(WORKSHEET) is None
    assert remember_user_printer(WORKSHEET, UserPrinter("Bench “2”, hall", "letter")) == ""
    assert read_user_printer(INSERT) is None
    assert remember_user_printer(INSERT, UserPrinter("Labels", "")) == ""
    assert remember_user_printer(WORKSHEET, UserPrinter("Bench 3", "a4")) == ""
    assert read_user_printer(WORKSHEET) == UserPrinter("Bench 3", "a4")
    assert read_user_printer(INSERT) == UserPrinter("Labels", "")


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{", b"\xff\xfe", b'{"worksheet": 5}', b'{"worksheet": {"name": "x"}}',
     b'{"worksheet": {"name": "", "paper": "a4"}}', b"[" * 100_000],
)  # fmt: skip
def test_damaged_file_is_no_printer_and_is_written_anew(user: Path, content: bytes) -> None:
    user.mkdir()
    (user / "printers.json").write_bytes(content)
    assert read_user_printer(WORKSHEET) is None
    assert remember_user_printer(WORKSHEET, UserPrinter("Bench 3", "a4")) == ""
    assert read_user_printer(WORKSHEET) == UserPrinter("Bench 3", "a4")


def test_folder_that_cannot_be_written_is_said(user: Path) -> None:
    user.write_bytes(b"a file where the folder should be")
    sentence = remember_user_printer(WORKSHEET, UserPrinter("Bench 3", "a4"))
    assert sentence.startswith("The printer is not remembered for next time (")
