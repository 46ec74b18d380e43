"""What is typed comes back after a crash; what a window still has open does not."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from app.records.drafts import Drafts
from tests.terminal.running import ROOT, environment

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="rights and users as POSIX has them")
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0

TYPES_FOR_EVER = """
import sys
from pathlib import Path
from app.records.drafts import Drafts
drafts = Drafts(Path(sys.argv[1]))
for number in range(1_000_000):
    assert drafts.keep(f"{number} " + "x" * (number * 997 % 5_000)) == ""
    print(number, flush=True)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where drafts are kept, not there yet."""
    return tmp_path / "Vialwise" / "drafts"


def crashed_with(folder: Path, text: str) -> None:
    """A window that kept this and runs no more."""
    drafts = Drafts(folder)
    assert drafts.keep(text) == ""
    drafts.close()


def texts(drafts: Drafts) -> list[str]:
    """What others left behind."""
    return [left.text for left in drafts.left_behind()]


def test_nothing_is_left_behind_at_the_first_start(folder: Path) -> None:
    drafts = Drafts(folder)
    assert (drafts.left_behind(), drafts.notes) == ((), ())
    assert not folder.exists()


def test_the_last_text_that_was_kept_comes_back(folder: Path) -> None:
    before = Drafts(folder)
    assert before.keep('{"weight": "7"}') == ""
    assert before.keep('{"weight": "72.4", "name": "Müller × “x”"}') == ""
    before.close()
    (left,) = Drafts(folder).left_behind()
    assert left.text == '{"weight": "72.4", "name": "Müller × “x”"}'
    assert abs(left.at - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_draft_of_a_running_window_is_not_offered(folder: Path) -> None:
    running = Drafts(folder)
    assert running.keep("typed here") == ""
    assert texts(Drafts(folder)) == []
    assert running.left_behind() == ()
    running.close()
    assert texts(Drafts(folder)) == ["typed here"]


def test_what_is_recorded_or_given_up_does_not_come_back(folder: Path) -> None:
    drafts = Drafts(folder)
    assert drafts.keep("typed") == ""
    assert drafts.drop() == ""
    assert drafts.drop() == ""
    drafts.close()
    assert texts(Drafts(folder)) == []
    assert list(folder.iterdir()) == []


def test_the_same_text_is_kept_again_after_it_was_dropped(folder: Path) -> None:
    drafts = Drafts(folder)
    assert [drafts.keep("typed"), drafts.drop(), drafts.keep("typed")] == ["", "", ""]
    drafts.close()
    assert texts(Drafts(folder)) == ["typed"]


def test_two_windows_that_start_at_once_do_not_bring_back_the_same_order(folder: Path) -> None:
    crashed_with(folder, "typed")
    first, second = Drafts(folder), Drafts(folder)
    assert texts(first) == ["typed"]
    assert texts(second) == []


def test_who_asks_again_has_it_still(folder: Path) -> None:
    crashed_with(folder, "typed")
    drafts = Drafts(folder)
    assert [texts(drafts), texts(drafts)] == [["typed"], ["typed"]]


def test_a_draft_that_nobody_answered_for_is_offered_at_the_next_start(folder: Path) -> None:
    crashed_with(folder, "typed")
    asked = Drafts(folder)
    assert texts(asked) == ["typed"]
    asked.close()
    assert texts(Drafts(folder)) == ["typed"]


def test_a_draft_that_was_taken_up_is_this_windows_now(folder: Path) -> None:
    crashed_with(folder, "typed")
    drafts = Drafts(folder)
    (left,) = drafts.left_behind()
    assert drafts.keep(left.text) == ""
    assert drafts.settle(left) == ""
    assert texts(drafts) == texts(Drafts(folder)) == []
    drafts.close()
    after = Drafts(folder)
    assert texts(after) == ["typed"]
    assert after.settle(after.left_behind()[0]) == ""
    after.close()
    assert list(folder.iterdir()) == []


def test_of_many_the_newest_is_first(folder: Path) -> None:
    for age, text in ((30, "middle"), (60, "oldest"), (0, "newest")):
        crashed_with(folder, text)
        for file in folder.glob("*.draft"):
            if text in file.read_text("utf-8"):
                at = file.stat().st_mtime - age
                os.utime(file, (at, at))
    assert texts(Drafts(folder)) == ["newest", "middle", "oldest"]


@pytest.mark.parametrize(
    "damage",
    [b"", b"vialwise-draft 1 \n", b"\x00" * 300, b"vialwise-draft 9 abc\ntyped"],
    ids=["empty", "no hash", "zeros", "of a newer program"],
)
def test_a_damaged_draft_is_set_aside_and_named(folder: Path, damage: bytes) -> None:
    crashed_with(folder, "good")
    crashed_with(folder, "bad")
    bad = next(f for f in folder.glob("*.draft") if b"bad" in f.read_bytes())
    bad.write_bytes(damage)
    drafts = Drafts(folder)
    assert texts(drafts) == ["good"]
    (note,) = drafts.notes
    aside = bad.with_suffix(".damaged")
    assert f"it is {aside}." in note
    assert aside.read_bytes() == damage
    assert texts(drafts) == ["good"]
    assert drafts.notes == ()


def test_every_changed_byte_is_noticed(folder: Path) -> None:
    crashed_with(folder, "72.4 kg")
    (file,) = folder.glob("*.draft")
    whole = file.read_bytes()
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        drafts = Drafts(folder)
        assert texts(drafts) == []
        assert len(drafts.notes) == 1
        drafts.close()


def test_a_folder_that_was_removed_while_typing_is_made_again(folder: Path) -> None:
    drafts = Drafts(folder)
    assert drafts.keep("first") == ""
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    assert drafts.keep("second") == ""
    assert texts(Drafts(folder)) == []
    drafts.close()
    assert texts(Drafts(folder)) == ["second"]


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("x", "utf-8")
    drafts = Drafts(in_the_way / "drafts")
    assert drafts.keep("typed").startswith("What is typed is not kept for after a crash: ")
    assert drafts.drop() == ""
    assert drafts.left_behind() == ()


@POSIX
@pytest.mark.skipif(AS_ROOT, reason="root may write everywhere")
def test_a_folder_that_is_read_only_is_said_in_a_sentence(folder: Path) -> None:
    folder.mkdir(parents=True)
    folder.chmod(0o500)
    assert "Permission denied" in Drafts(folder).keep("typed")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk, as Linux plays it")
def test_a_full_disk_keeps_what_was_kept_before(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = Drafts(folder)
    assert drafts.keep("before") == ""
    for file in folder.glob("*.draft"):  # what is written beside it goes to a disk that is full
        (folder / f"{file.name}.{os.getpid()}.new").symlink_to("/dev/full")
    assert "No space left on device" in drafts.keep("after")
    drafts.close()
    assert texts(Drafts(folder)) == ["before"]


@POSIX
def test_only_the_user_can_read_it(folder: Path) -> None:
    mask = os.umask(0)
    try:
        crashed_with(folder, "typed")
    finally:
        os.umask(mask)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}


@POSIX
@pytest.mark.skipif(not AS_ROOT, reason="only root gives a folder to somebody else")
def test_another_users_drafts_are_not_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIALWISE_USER_DATA", str(tmp_path))
    theirs = tmp_path / "drafts"
    crashed_with(theirs, "theirs")
    os.chown(theirs, 1234, 1234)
    drafts = Drafts()
    assert texts(drafts) == []
    assert drafts.keep("ours") == ""
    drafts.close()
    assert texts(Drafts()) == ["ours"]
    assert (tmp_path / f"drafts-{os.geteuid()}").is_dir()


def test_what_was_half_written_when_the_window_died_is_removed(folder: Path) -> None:
    crashed_with(folder, "typed")
    (file,) = folder.glob("*.draft")
    half = file.with_name(f"{file.name}.123.new")
    half.write_bytes(b"vialwise-dr")
    assert texts(Drafts(folder)) == ["typed"]
    assert not half.exists()


def test_a_lock_of_no_draft_is_removed_after_a_day(folder: Path) -> None:
    crashed_with(folder, "typed")
    old, new = folder / "aa.lock", folder / "bb.lock"
    for lock in (old, new):
        lock.touch()
    long_ago = old.stat().st_mtime - 100_000
    os.utime(old, (long_ago, long_ago))
    assert texts(Drafts(folder)) == ["typed"]
    assert (old.exists(), new.exists()) == (False, True)


def test_a_killed_window_leaves_the_last_text_that_was_on_disk(folder: Path) -> None:
    """Killed at random moments of writing: what it said was kept comes back, or what came after."""
    moments = Random(20417)  # noqa: S311 no secret, and the same each time
    for _ in range(12):
        with subprocess.Popen(
            [sys.executable, "-c", TYPES_FOR_EVER, str(folder)],
            cwd=ROOT,
            env=environment(),
            stdout=subprocess.PIPE,
        ) as window:
            assert window.stdout is not None
            for _ in range(moments.randrange(1, 40)):
                acknowledged = int(window.stdout.readline())
            drafts = Drafts(folder)
            assert drafts.left_behind() == ()
            window.kill()
            rest = window.stdout.read().split()
            acknowledged = int(rest[-1]) if rest else acknowledged
        (left,) = drafts.left_behind()
        number, _, typed = left.text.partition(" ")
        assert int(number) in {acknowledged, acknowledged + 1}
        assert typed == "x" * (int(number) * 997 % 5_000)
        assert drafts.notes == ()
        assert drafts.settle(left) == ""
        drafts.close()
