"""The places that the record is tested in: a file, and a database on a server of our own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from app.records.places import RecordPlace, place_of_file
from tests.records.server import WHY_NOT, Server, programs, quick_disk, stopped_with_us


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the user's own data."""
    monkeypatch.setenv("VIALWISE_USER_DATA", str(tmp_path / "own"))
    monkeypatch.delenv("VIALWISE_SITE", raising=False)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One server for the tests of this process, in a folder that others than root can reach."""
    found = programs()
    if found is None:
        pytest.skip(WHY_NOT)
    with TemporaryDirectory(prefix="vialwise-server-", dir=quick_disk()) as folder:
        made = Server(Path(folder), found)
        with stopped_with_us(Path(folder)):
            yield made
        made.stop()


@pytest.fixture
def file_place(tmp_path: Path) -> RecordPlace:
    """A file that is not there yet."""
    return place_of_file(tmp_path / "record.sqlite")


@pytest.fixture
def server_place(server: Server, tmp_path: Path) -> RecordPlace:
    """An empty database."""
    return RecordPlace(None, server.new_database(), folder=tmp_path / "copies")


@pytest.fixture(params=["file_place", "server_place"], ids=["file", "server"])
def place(request: pytest.FixtureRequest) -> RecordPlace:
    """An empty place: what holds for one holds for the other."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, RecordPlace)
    return found


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of 256 KiB."""
    with _small_disk("size=256k") as folder:
        yield folder


@contextmanager
def _small_disk(options: str) -> Iterator[Path]:
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root on Linux can make a small disk")
    with TemporaryDirectory(prefix="vialwise-disk-") as folder:
        mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder]
        if subprocess.run(mount, check=False, capture_output=True).returncode:
            pytest.skip("this container may not mount a disk")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)  # noqa: S607


@pytest.fixture
def small_disk_of_server(server: Server) -> Iterator[str]:
    """The name of a place for tables on a disk of 1 MiB."""
    with _small_disk(f"size=1m,mode=700,uid={server.user}") as folder:
        server.tell(f"CREATE TABLESPACE small LOCATION '{folder}'")
        yield "small"
        server.tell("DROP TABLESPACE small")
