"""`self-test`: what it says where all is well and where it is not, and what it leaves alone."""

import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.reference.self_test_file import read_self_test
from app.terminal.program_files import LAUNCHERS, SUMS, changed_files, files_beside
from app.terminal.window_tried import has_screen, why_no_window
from tests.terminal.running import LONGEST_SECONDS, ROOT, environment, run

PARTS = [
    "ok  the program runs from its source: there are no sums of its files to compare",
    "ok  2 drugs, 4 payers and the HCPCS table of October 2025 are read",
    "ok  2 worked examples give the figures of their sources",
    "ok  a page is drawn",
    "ok  a worksheet is made as PDF",
    "ok  an entry is recorded and verified",
    "ok  the driver for a record on a server is there; no server was asked",
    "--  no screen here: the window itself was not tried",
    "All that was tried works.",
]
ON_SCREEN = [*PARTS[:3], "ok  the window opens on this screen", *PARTS[3:-2], "All works."]


@pytest.fixture(autouse=True)
def _no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs these tests may have one."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")


def test_each_part_that_works_is_said() -> None:
    done = run("self-test")
    assert done.stdout.decode().splitlines() == PARTS
    assert (done.returncode, done.stderr) == (0, b"")


def test_site_and_user_are_left_alone(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "site.toml").write_text("not = [what it should be", "utf-8")
    user = tmp_path / "user"
    done = run("self-test", VIALWISE_SITE=str(site), VIALWISE_USER_DATA=str(user))
    assert done.stdout.decode().splitlines() == PARTS
    assert [path.name for path in site.iterdir()] == ["site.toml"]
    assert not user.exists()


def test_the_temporary_folder_is_gone_afterwards(tmp_path: Path) -> None:
    assert run("self-test", TMPDIR=str(tmp_path)).returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_it_takes_no_words() -> None:
    done = run("self-test", "now")
    assert done.returncode == 2
    assert done.stderr.startswith(b"Not known here: now.")


def test_help_names_it() -> None:
    assert b"self-test        try the program on this computer" in run("--help").stdout


def test_the_figures_are_those_of_the_published_examples() -> None:
    published, by_hand = read_self_test()
    file = ROOT / "tests" / "examples" / "worked_examples.toml"
    examples = tomllib.loads(file.read_text("utf-8"))["examples"]
    (row,) = [row for row in examples if row["id"] == "07-cgs-305-of-four-100"]
    assert published.figures == (
        tuple(f"{count} × {mg} mg" for mg, count in row["used"].items()),
        row["discarded_mg"],
        row["administered_units"],
        row["jw_units"],
    )
    # 72.4 × 10 = 724 mg; 500 + 120 + 120 = 740, 16 left; 73 units of 10 mg begun, 740 / 10 - 73
    assert by_hand.figures == (("1 × 500 mg", "2 × 120 mg"), "16", 73, 1)


# --- the window on a screen --------------------------------------------------------------------


@pytest.fixture
def screen() -> Iterator[str]:
    """A display of these tests' own, by its name."""
    xvfb = shutil.which("Xvfb")
    if xvfb is None:
        pytest.skip("Xvfb is not here: that the window opens was not tried")
    reading, writing = os.pipe()
    with subprocess.Popen(
        [xvfb, "-displayfd", str(writing), "-nolisten", "tcp"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    ) as display:
        os.close(writing)
        with os.fdopen(reading) as named:
            yield f":{named.readline().strip()}"
        display.terminate()


def test_where_there_is_a_screen_the_window_is_opened_on_it(screen: str, tmp_path: Path) -> None:
    user = tmp_path / "user"
    done = run("self-test", DISPLAY=screen, QT_QPA_PLATFORM="xcb", VIALWISE_USER_DATA=str(user))
    assert done.stdout.decode().splitlines() == ON_SCREEN
    assert (done.returncode, done.stderr) == (0, b"")
    assert not user.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="a screen by its name")
def test_a_screen_on_which_no_window_opens_is_a_fault() -> None:
    done = run("self-test", DISPLAY=":9977", QT_QPA_PLATFORM="xcb")
    assert done.returncode == 1
    assert done.stdout.decode().splitlines() == PARTS[:3]
    assert done.stderr.decode().startswith("The self-test failed: the window did not open (status")


def test_a_window_that_takes_too_long_is_a_fault() -> None:
    assert why_no_window(0.01) == "the window did not open within 0 s."


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always one")
@pytest.mark.parametrize(
    ("environment", "is_there"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"XDG_SESSION_TYPE": "wayland"}, True),
        ({"XDG_SESSION_TYPE": "x11"}, False),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen:size=800x600"}, False),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "xcb"}, True),
    ],
)
def test_a_screen_is_there_where_the_system_names_one(
    environment: dict[str, str], is_there: bool
) -> None:
    assert has_screen(environment) is is_there


# --- where something does not work ------------------------------------------------------------


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The program in a folder of its own, to be spoilt."""
    for name in ("app", "resources"):
        ignored = shutil.ignore_patterns("__pycache__", "pictures")
        shutil.copytree(ROOT / name, tmp_path / "copy" / name, ignore=ignored)
    return tmp_path / "copy"


def outcome_of(program: Path) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "app", "self-test"],
        cwd=program,
        env=environment(),
        capture_output=True,
        check=False,
        timeout=LONGEST_SECONDS,
    )


def test_another_figure_than_the_published_one_is_a_fault(copy: Path) -> None:
    file = copy / "resources" / "self-test.toml"
    file.write_text(file.read_text("utf-8").replace('"95"', '"94"'), "utf-8")
    done = outcome_of(copy)
    assert done.returncode == 1
    assert done.stdout.decode().splitlines() == PARTS[:2]
    assert done.stderr.decode() == (
        "The self-test failed: 305 mg from vials of 100 mg gives 4 × 100 mg, 95 mg discarded, 31 "
        "units and 9 discarded, not 4 × 100 mg, 94 mg discarded, 31 units and 9 discarded. Do not "
        "use this program.\n"
    )


def test_a_table_that_cannot_be_read_is_a_fault(copy: Path) -> None:
    (copy / "resources" / "checklist.toml").write_text("[[items]]\n", "utf-8")
    done = outcome_of(copy)
    assert done.returncode == 1
    assert done.stdout.decode().splitlines() == PARTS[:1]
    assert done.stderr.decode().startswith("The self-test failed: checklist.toml")
    assert b"Traceback" not in done.stderr


def test_a_page_that_cannot_be_drawn_is_a_fault(copy: Path) -> None:
    (copy / "resources" / "theme" / "colours.toml").unlink()
    done = outcome_of(copy)
    assert done.returncode == 1
    assert done.stderr.decode().startswith("The self-test failed: a page could not be drawn")
    assert b"Traceback" not in done.stderr


# --- the files beside their sums --------------------------------------------------------------


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """Two launchers and a file with their sums, as a bundle has them."""
    (tmp_path / "_internal").mkdir()
    lines = []
    for name in (*LAUNCHERS, "_internal/app.pyc"):
        (tmp_path / name).write_bytes(name.encode())
        lines.append(f"{hashlib.sha256(name.encode()).hexdigest()}  {name}\n")
    (tmp_path / SUMS).write_text("".join(lines), "utf-8")
    return tmp_path


def test_files_as_they_were_packed(bundle: Path) -> None:
    assert changed_files(bundle) == ""


def test_a_file_of_the_site_beside_the_program_is_none_of_ours(bundle: Path) -> None:
    (bundle / "vialwise-site.txt").write_text("/srv/site\n", "utf-8")
    assert changed_files(bundle) == ""
    assert files_beside(bundle) == []


def test_a_file_beside_the_launchers_that_was_not_packed_is_named(bundle: Path) -> None:
    for name in ("old.dll", "a note.txt"):
        (bundle / name).touch()
    assert files_beside(bundle) == ["a note.txt", "old.dll"]


@pytest.mark.parametrize("launcher", LAUNCHERS)
def test_sums_that_lack_a_launcher_are_not_whole(bundle: Path, launcher: str) -> None:
    lines = (bundle / SUMS).read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.endswith(f"  {launcher}")]
    (bundle / SUMS).write_text("\n".join(kept), "utf-8")
    assert changed_files(bundle) == f"{SUMS} is not whole: it has no sum of {launcher}."


def test_sums_that_are_missing_are_a_fault(bundle: Path) -> None:
    (bundle / SUMS).unlink()
    assert changed_files(bundle) == f"{SUMS} is missing or cannot be read."


def test_a_bundle_without_its_sums_fails_the_self_test(bundle: Path) -> None:
    """As the launchers run it: from their own folder, and frozen."""
    script = f"""
import sys
sys.frozen, sys.executable = True, {str(bundle / LAUNCHERS[1])!r}
from app.__main__ import main
sys.exit(main(["self-test"]))
"""
    wanted = {
        True: (1, b"", f"The self-test failed: {SUMS} is missing"),
        False: (0, b"ok  the", ""),
    }
    for is_missing in (False, True):
        (bundle / "more.txt").touch()
        if is_missing:
            (bundle / SUMS).unlink()
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env=environment(),
            capture_output=True,
            check=False,
            timeout=LONGEST_SECONDS,
        )
        status, out, err = wanted[is_missing]
        assert done.returncode == status, done.stderr
        assert done.stdout.startswith(out)
        assert (b"more.txt" in done.stdout) is not is_missing
        assert done.stderr.decode().startswith(err)


def test_a_changed_file_is_named(bundle: Path) -> None:
    (bundle / "_internal" / "app.pyc").write_bytes(b"another")
    assert changed_files(bundle) == "_internal/app.pyc is not as it was packed."


def test_a_missing_file_is_named(bundle: Path) -> None:
    (bundle / LAUNCHERS[0]).unlink()
    assert changed_files(bundle) == f"{LAUNCHERS[0]} is missing or cannot be read."


def test_a_file_left_over_from_another_version_is_named(bundle: Path) -> None:
    (bundle / "_internal" / "old.pyc").write_bytes(b"")
    assert changed_files(bundle) == "_internal/old.pyc does not belong to this version."
