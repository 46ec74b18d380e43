"""The bundle itself: built twice, unpacked, and run where nothing else is. Takes minutes."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from check import LINE, Unpacked, faults_of
from make_bundle import Bundle, build
from pack import unpack
from sums import NAME

from tests.records.server import WHY_NOT, Server, programs, quick_disk, stopped_with_us

pytestmark = pytest.mark.long

ON_LINUX = sys.platform == "linux"
WORDS = ("--exit-after-first-paint",)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """The bundle of this checkout."""
    folder = tmp_path_factory.mktemp("bundle")
    return build(folder / "dist", folder / "work")


@pytest.fixture
def bundle(made: Bundle, tmp_path: Path) -> Unpacked:
    """It unpacked, with an empty home."""
    home = tmp_path / "a home"
    home.mkdir()
    return Unpacked(unpack(made.packed, tmp_path), home)


def test_what_was_packed_works_where_nothing_else_is(bundle: Unpacked) -> None:
    assert list(faults_of(bundle)) == []


def test_two_builds_of_one_commit_are_the_same(made: Bundle, tmp_path: Path) -> None:
    again = build(tmp_path / "dist", tmp_path / "work")
    assert (again.folder / NAME).read_text() == (made.folder / NAME).read_text()
    assert again.packed.read_bytes() == made.packed.read_bytes()


def test_nothing_is_in_it_that_no_system_needs(made: Bundle) -> None:
    names = {path.name.lower() for path in made.folder.rglob("*")}
    assert not [name for name in names if name.endswith((".qm", ".py")) or "gtk" in name]
    assert not {"mypy", "pytest", "numpy", "tkinter", "pygments"} & names


def test_a_changed_file_is_found_by_the_self_test(bundle: Unpacked) -> None:
    file = bundle.folder / "_internal" / "resources" / "drugs" / "durvalumab.toml"
    file.write_text(file.read_text("utf-8").replace("120", "130"), "utf-8")
    done = bundle.run("vialwise-cli", "self-test")
    assert done.status == 1
    assert b"durvalumab.toml is not as it was packed" in done.err


def test_no_command_but_those_that_draw_loads_qt(bundle: Unpacked) -> None:
    for library in ("PySide6", "shiboken6"):
        shutil.rmtree(bundle.folder / "_internal" / library)
    done = bundle.run("vialwise-cli", "calculate", "--weight", "72.4", "--mg-per-kg", "10")
    assert (done.status, done.err) == (0, b"")
    assert b"724 mg" in done.out


# --- the window on a display ------------------------------------------------------------------


@contextmanager
def running(*command: str, **environment: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A program that is stopped at the end."""
    with subprocess.Popen(
        command,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as program:
        try:
            yield program
        finally:
            program.terminate()


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="no Xvfb here")
def test_the_window_opens_on_x11(bundle: Unpacked) -> None:
    with running(
        shutil.which("Xvfb") or "", "-displayfd", "1", "-screen", "0", "1366x768x24"
    ) as server:
        assert server.stdout is not None
        display = f":{server.stdout.readline().decode().strip()}"
        done = bundle.run("Vialwise", *WORDS, QT_QPA_PLATFORM="xcb", DISPLAY=display)
    assert done == (0, b"", b"")


@pytest.mark.skipif(shutil.which("weston") is None, reason="no weston here")
def test_the_window_opens_on_wayland(bundle: Unpacked, tmp_path: Path) -> None:
    where = tmp_path / "run"
    where.mkdir(mode=0o700)
    words = ("--backend=headless-backend.so", "--socket=vialwise-test")
    with running(shutil.which("weston") or "", *words, XDG_RUNTIME_DIR=str(where)):
        until = time.monotonic() + 20
        while not (where / "vialwise-test").exists() and time.monotonic() < until:
            time.sleep(0.1)
        done = bundle.run(
            "Vialwise",
            *WORDS,
            QT_QPA_PLATFORM="wayland",
            WAYLAND_DISPLAY="vialwise-test",
            XDG_RUNTIME_DIR=str(where),
        )
    assert done == (0, b"", b"")


@pytest.mark.skipif(not ON_LINUX, reason="ldd is Linux’s")
def test_each_library_finds_those_that_it_needs(made: Bundle) -> None:
    missing = []
    for file in sorted(made.folder.rglob("*.so*")):
        if not file.is_symlink():
            said = subprocess.run(
                [shutil.which("ldd") or "", str(file)], capture_output=True, check=False, text=True
            )
            missing += [
                f"{file.name}: {line}" for line in said.stdout.splitlines() if "not found" in line
            ]
    assert missing == []


# --- a terminal, a server, an older version ---------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="a terminal of POSIX")
def test_progress_is_shown_in_a_terminal(bundle: Unpacked) -> None:
    ours, theirs = os.openpty()
    done = subprocess.run(
        [str(bundle.folder / "vialwise-cli"), "calculate", "--jsonl", "-"],
        input=b'{"drug": "durvalumab", "dose": {"basis": "flat", "mg": "1500"}}\n' * 5,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**bundle.environment, "TERM": "xterm"},
        cwd=bundle.home,
        check=False,
        timeout=60,
    )
    os.close(theirs)
    said = os.read(ours, 10_000)
    os.close(ours)
    assert (done.returncode, done.stdout.count(b"\n")) == (0, 5)
    assert b"5 orders answered" in said


def test_a_record_on_a_server(bundle: Unpacked, tmp_path: Path) -> None:
    found = programs()
    if found is None:
        pytest.skip(WHY_NOT)
    site = tmp_path / "site"
    site.mkdir()
    with ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(dir=quick_disk()))
        server = Server(Path(folder), found)
        stack.enter_context(stopped_with_us(Path(folder)))
        stack.callback(server.stop)
        (site / "site.toml").write_text(f'record_server = "{server.new_database()}"\n', "utf-8")
        done = bundle.run(
            "vialwise-cli", "record", "--jsonl", "-", given=LINE.encode(), VIALWISE_SITE=str(site)
        )
        assert (done.status, done.err) == (0, b"")
        listed = bundle.run("vialwise-cli", "records", "--json", VIALWISE_SITE=str(site))
    assert json.loads(listed.out.splitlines()[0])["id"] == json.loads(done.out)["id"]


def test_a_new_folder_beside_the_old_one_goes_on_with_its_record(
    bundle: Unpacked, made: Bundle, tmp_path: Path
) -> None:
    recorded = bundle.run("vialwise-cli", "record", "--jsonl", "-", given=LINE.encode())
    assert recorded.status == 0
    new = Unpacked(unpack(made.packed, tmp_path / "new"), bundle.home)
    shutil.rmtree(bundle.folder)  # removing is deleting the folder: the record stands elsewhere
    head = json.loads(recorded.out)["hash"]
    done = new.run("vialwise-cli", "verify-records", "--head", head)
    assert (done.status, done.err) == (0, b"")
