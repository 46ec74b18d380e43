"""README's steps for a record that ten workstations share, done as they are written."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import psycopg
import pytest

from tests.documentation.documents import README, ROOT, blocks, inline
from tests.records.lines import line
from tests.records.server import Server

_SERVER: Final = "db.example"


def _as_written(server: Server, text: str) -> str:
    """README's words with the server of this test in place of the one that it names."""
    return text.replace(f"{_SERVER}:5432", f"127.0.0.1:{server.port}").replace(
        _SERVER, f"127.0.0.1:{server.port}"
    )


def _site(server: Server, folder: Path, role: str, database: str = "vialwise") -> Path:
    """A site folder with the one line that README gives for that role."""
    (setting,) = {
        said for said in inline(README) if said.startswith("record_server") and role in said
    }
    folder.mkdir(exist_ok=True)
    text = _as_written(server, setting).replace('/vialwise"', f'/{database}"')
    (folder / "site.toml").write_text(f"{text}\n", encoding="utf-8")
    return folder


def _run(site: Path, *words: str, given: str = "") -> str:
    """A command at a workstation whose user has the password file; it has to end well."""
    done = subprocess.run(
        [sys.executable, "-m", "app", *words],
        cwd=ROOT,
        env={**os.environ, "VIALWISE_SITE": str(site), "PGPASSFILE": str(site.parent / "pgpass")},
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr + done.stdout
    return done.stdout


@pytest.mark.skipif(os.name != "posix", reason="the password file is another one on Windows")
def test_steps_for_ten_workstations_lead_to_one_record(server: Server, tmp_path: Path) -> None:
    making, granting = blocks("sql")
    server.tell(*[each for each in making.split(";\n") if each.strip()])
    (bench_line,) = [said for said in inline(README) if said.startswith(f"{_SERVER}:5432:")]
    owner_line = bench_line.replace("vialwise_bench:and-this", "vialwise_owner:change-this")
    passwords = tmp_path / "pgpass"
    written = _as_written(server, f"{bench_line}\n{owner_line}\n")
    passwords.write_text(written + written.replace(":vialwise:", ":restored:"), encoding="utf-8")
    passwords.chmod(0o600)

    owner = _site(server, tmp_path / "owner", "vialwise_owner")
    assert _run(owner, "verify-records").startswith("The record is empty")
    as_owner = psycopg.conninfo.make_conninfo(
        server.url("vialwise", user="vialwise_owner", password="change-this")  # noqa: S106 README's
    )
    with psycopg.connect(as_owner, autocommit=True) as connection:
        connection.execute(granting.encode())

    bench = _site(server, tmp_path / "site", "vialwise_bench")
    (bench / "site.toml").chmod(0o444)
    bench.chmod(0o555)
    answer = _run(bench, "record", "--jsonl", "-", given=json.dumps(line()))
    assert json.loads(answer)["id"] == "R-000001"
    elsewhere = _site(server, tmp_path / "another", "vialwise_bench")
    assert '"encounter":"A-20417"' in _run(elsewhere, "records", "--json")
    assert _run(elsewhere, "verify-records").startswith("The record is whole: 1 entry")

    backup = tmp_path / "record.sqlite"
    assert _run(elsewhere, "backup-records", str(backup)).startswith("1 entry was copied")
    server.tell(re.sub("DATABASE vialwise", "DATABASE restored", making.split(";\n")[2]))
    owner = _site(server, tmp_path / "owner", "vialwise_owner", "restored")
    assert _run(owner, "restore-records", str(backup)).startswith("1 entry was restored")
    assert _run(owner, "verify-records").startswith("The record is whole: 1 entry")
