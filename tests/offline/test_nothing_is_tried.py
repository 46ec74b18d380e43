"""Nothing leaves the computer: where a mere try ends the program, it does all it is for.

Two ways, as neither sees everything. Linux (seccomp) sees whatever Python, Qt and any library ask
of the system, and a try ends the program; that is not to be had elsewhere. Python's own audit sees
what Python code asks for on every system, and nothing of libraries in C.

Not shown: what the system does for a program that asks it for something else, as a print service
does for a printer on the network, or a folder that is on another computer. Not run: the system's
dialogs for files and printers, the list of printers, the window that `self-test` opens on a screen.
"""

from pathlib import Path

import pytest

from app.terminal.window_options import COMMANDS
from tests.offline.running import KILLED, TOLD, Done, forbidden, watched, watched_script
from tests.offline.tasks import tasks
from tests.records.server import PASSWORD, Server

TRIES = {
    "a connection": "import socket; socket.create_connection(('127.0.0.1', 9))",
    "a datagram": "import socket; socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
    "a name": "import socket; socket.getaddrinfo('example.invalid', 80)",
    "a page": "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')",
}
"""What somebody might add without a thought."""

LINUX_TRIES = {
    "routes": "import socket; socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
    "packets": "import socket; socket.socket(17, socket.SOCK_RAW)",  # AF_PACKET
    "a library in C": "import psycopg; psycopg.connect('postgresql://127.0.0.1:9/x')",
    "Qt": "from PySide6.QtNetwork import QTcpSocket\n"
    "s = QTcpSocket(); s.connectToHost('127.0.0.1', 9); s.waitForConnected(100)",
    "a child": "import subprocess, sys\n"
    "sys.exit(subprocess.call([sys.executable, '-c', 'import socket; socket.socket()']))",
    "the other way in": "import ctypes; ctypes.CDLL(None).syscall(425, 8, 0)",  # io_uring_setup
}


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, str]:
    """A site folder and a user's folder of this test alone."""
    for name in ("site", "made"):
        (tmp_path / name).mkdir()
    return {
        "VIALWISE_SITE": str(tmp_path / "site"),
        "VIALWISE_USER_DATA": str(tmp_path / "user"),
    }


@pytest.mark.parametrize("script", [*TRIES.values(), *LINUX_TRIES.values()],
                         ids=[*TRIES, *LINUX_TRIES])  # fmt: skip
@pytest.mark.parametrize("unix", [False, True], ids=["no socket", "this computer alone"])
def test_who_tries_is_ended_by_the_system(script: str, unix: bool) -> None:
    done = forbidden("-c", script, unix=unix)
    in_a_child = "subprocess" in script and done.status == KILLED % 256
    assert done.status == KILLED or in_a_child, done.said


def test_who_tries_nothing_is_left_alone() -> None:
    done = forbidden("-c", "print('here')")
    assert (done.status, done.out) == (0, b"here\n")


@pytest.mark.parametrize("script", TRIES.values(), ids=TRIES)
def test_a_try_of_python_is_told_on_every_system(script: str) -> None:
    done = watched_script(script)
    assert done.status == TOLD
    assert done.said.startswith("tried: ")


def test_the_window_does_its_main_tasks_where_a_try_would_end_it(
    tmp_path: Path, folders: dict[str, str]
) -> None:
    done = forbidden("-m", "tests.offline.window_tasks", str(tmp_path / "made"), folders=folders)
    _went_well(done)


def test_the_window_tries_nothing_that_python_would_tell_of(
    tmp_path: Path, folders: dict[str, str]
) -> None:
    script = f"""
sys.argv = ["window_tasks", {str(tmp_path / "made")!r}]
runpy.run_module("tests.offline.window_tasks", run_name="__main__", alter_sys=True)
"""
    _went_well(watched_script(script, folders=folders))


def _went_well(done: Done) -> None:
    assert done.status == 0, done.said
    assert done.out.decode().splitlines() == [
        "recorded 724 mg",
        "printed %PDF-",
        "claim True",
        "records ['A-20417']",
        "exported True",
        "backed up SQLite",
        "entries ['prepared', 'printed', 'checked']",
        "site True",
        "help True",
        "new order ''",
        "codes True",
        "codes closed True",
        "QtNetwork False",
    ]


def test_every_command_does_its_task_where_a_try_would_end_it(
    tmp_path: Path, folders: dict[str, str]
) -> None:
    for task in tasks(tmp_path / "made"):
        done = forbidden("-m", "app", *task.words, given=task.given, folders=folders)
        assert done.status == task.status, (task.words, done.status, done.said)


def test_no_command_tries_what_python_would_tell_of(
    tmp_path: Path, folders: dict[str, str]
) -> None:
    for task in tasks(tmp_path / "made"):
        done = watched(*task.words, given=task.given, folders=folders)
        assert done.status == task.status, (task.words, done.status, done.said)


def test_there_is_a_task_for_every_command(tmp_path: Path) -> None:
    done = {task.words[0] for task in tasks(tmp_path)}
    assert done >= set(COMMANDS)


def _use(server: Server, site: str) -> None:
    """Have the site keep its record on the server, in a new database, over a socket that is a file.

    So any other kind of socket ends the program. With a server elsewhere libpq asks for its
    address: that it asks for no other is not shown here.
    """
    url = server.url_on_this_computer(server.new_database())
    text = f'format = 1\nrecord_server = "{url}"\n'
    (Path(site) / "site.toml").write_text(text, encoding="utf-8")


def test_commands_with_a_record_on_a_server_ask_for_nothing_but_that_server(
    tmp_path: Path, folders: dict[str, str], server: Server
) -> None:
    _use(server, folders["VIALWISE_SITE"])
    for task in tasks(tmp_path / "made"):
        done = forbidden("-m", "app", *task.words, given=task.given, unix=True, folders=folders)
        assert done.status == task.status, (task.words, done.status, done.said)
        assert PASSWORD not in done.out.decode(errors="replace") + done.said, task.words


def test_the_window_with_a_record_on_a_server_asks_for_nothing_but_that_server(
    tmp_path: Path, folders: dict[str, str], server: Server
) -> None:
    _use(server, folders["VIALWISE_SITE"])
    made = str(tmp_path / "made")
    _went_well(forbidden("-m", "tests.offline.window_tasks", made, unix=True, folders=folders))
    assert not list((tmp_path / "site").glob("*.sqlite"))
