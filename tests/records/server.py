"""A PostgreSQL server for the tests alone: made in a folder, on one port of this computer."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Final

WHY_NOT: Final = (
    "PostgreSQL is not on this computer (Debian’s package postgresql): the record on a server was "
    "not tested"
)
PASSWORD: Final = "hours-of-Rain"  # noqa: S105 of a server that lives for minutes


def programs() -> Path | None:
    """Where `initdb` and `pg_ctl` are, the newest first; None where they are not."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    if found := shutil.which("initdb"):
        places.append(Path(found).resolve().parent)
    return next((p for p in places if (p / "initdb").exists() and (p / "pg_ctl").exists()), None)


def quick_disk() -> Path | None:
    """The computer's memory as a disk, where there is enough: a killed program loses none of it.

    The server waits for it as it does for any; only a power cut, which no test makes, would differ.
    """
    memory = Path("/dev/shm")  # noqa: S108 a folder with a name of its own is made there
    is_enough = memory.is_dir() and shutil.disk_usage(memory).free > 2**31
    return memory if is_enough and os.access(memory, os.W_OK) else None


def _version(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0


_WATCH: Final = """
while kill -0 "$1" 2>/dev/null; do sleep 1; done
kill -QUIT "$(head -n 1 "$2/files/postmaster.pid")"
sleep 1
rm -rf "$2"
"""


@contextmanager
def stopped_with_us(folder: Path) -> Iterator[None]:
    """Stop the server of that folder also where these tests are killed and can clear up nothing."""
    if os.name != "posix":
        yield
        return
    command = ["/bin/sh", "-c", _WATCH, "watch", str(os.getpid()), str(folder)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, stdout=quiet, stderr=quiet, stdin=quiet, start_new_session=True
    ) as watch:
        try:
            yield
        finally:
            watch.kill()


class Server:
    """A server that can be stopped in the middle; each record has a database of its own."""

    def __init__(self, folder: Path, bin_folder: Path) -> None:
        self._bin, self._files = bin_folder, folder / "files"
        self.user = _unprivileged()
        self.port = _free_port()
        self._numbers = count(1)
        folder.chmod(0o755)
        self._files.mkdir()
        password = folder / "password"
        password.write_text(PASSWORD)
        if self.user is not None:
            os.chown(self._files, self.user, -1)
        self._run("initdb", "-U", "vialwise", "--auth=scram-sha-256", "-E", "UTF8", "--locale=C",
                  "-N", "--wal-segsize=1", f"--pwfile={password}")  # fmt: skip
        self._options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 "
            f"-c unix_socket_directories={self._files} "
            "-c max_connections=30 -c shared_buffers=16MB -c log_min_messages=fatal "
            "-c min_wal_size=4MB -c max_wal_size=64MB"
        )
        self.start()

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        self._run("pg_ctl", "-w", "-t", "60", "-o", self._options, "-l", os.devnull, "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop it, by default as a power cut would."""
        self._run("pg_ctl", "-w", "-t", "60", "-m", mode, "stop")

    def process(self) -> int:
        """The number of the server's first process."""
        return int((self._files / "postmaster.pid").read_text().split()[0])

    def url(self, database: str, *, user: str = "vialwise", password: str = PASSWORD) -> str:
        """The address of a database on it."""
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def url_on_this_computer(self, url: str) -> str:
        """The same database without a network: over a socket that is a file."""
        before, _, database = url.rpartition("/")
        return f"{before.rpartition('@')[0]}@/{database}?host={self._files}&port={self.port}"

    def new_database(self, more: str = "") -> str:
        """The address of an empty database."""
        name = f"record_{next(self._numbers)}"
        self.tell(f"CREATE DATABASE {name} {more}")
        return self.url(name)

    def tell(self, *words: str, database: str = "postgres") -> None:
        """Tell the server something as its administrator."""
        import psycopg

        with psycopg.connect(self.url(database), autocommit=True) as connection:
            for each in words:
                connection.execute(each.encode())

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._bin / program), "-D", str(self._files), *arguments]
        done = subprocess.run(
            command, check=False, user=self.user, cwd="/", stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, env={**os.environ, "LC_ALL": "C"},
        )  # fmt: skip
        assert done.returncode == 0, f"{program}: {done.stdout}"


def _unprivileged() -> int | None:
    """Whom the server runs as: it refuses to be root."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd

    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
    return 65534


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    assert isinstance(port, int)
    return port
