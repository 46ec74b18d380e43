"""The program in its own process: who waits is answered, who leaves is not complained about."""

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.terminal.output import write_error, write_out
from tests.terminal.running import GOLDEN, ROOT, environment, run, run_python, started

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="pipes and terminals of POSIX")


def test_who_sends_one_line_and_waits_is_answered_at_once() -> None:
    with started("calculate", "--jsonl", "-") as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for _ in range(3):
            program.stdin.write(GOLDEN + b"\n")
            program.stdin.flush()
            assert json.loads(program.stdout.readline())["dose_mg"] == "724"
        program.stdin.write(GOLDEN[:50])  # half a line has no answer yet, and the rest follows
        program.stdin.flush()
        program.stdin.write(GOLDEN[50:] + b"\n")
        program.stdin.flush()
        assert json.loads(program.stdout.readline())["dose_mg"] == "724"
        program.stdin.close()
        assert program.stdout.read() == b""
        assert program.wait() == 0


def test_a_reader_that_leaves_ends_the_program_quietly(tmp_path: Path) -> None:
    file = tmp_path / "orders.jsonl"
    file.write_bytes(b"{}\n" * 20_000)
    with started("calculate", "--jsonl", str(file)) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        assert program.stdout.readline() != b""
        program.stdout.close()
        assert program.stderr.read() == b""
        assert program.wait() == 0


@pytest.mark.parametrize("words", [("calculate", "--flat", "1500"), ("schema",), ("--version",)])
def test_a_reader_that_has_left_before_is_no_error(words: tuple[str, ...]) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run(
        [sys.executable, "-m", "app", *words],
        cwd=ROOT,
        env=environment(),
        stdout=write_end,
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    os.close(write_end)
    assert (done.stderr, done.returncode) == (b"", 0)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="a bad disk, as Linux plays it")
@pytest.mark.parametrize("option", ["--json", "--jsonl"])
def test_a_file_that_opens_and_cannot_be_read_is_said_in_a_sentence(option: str) -> None:
    done = run("calculate", option, "/proc/self/mem")
    assert done.stderr.startswith(b"/proc/self/mem cannot be read: Input/output error.\n")
    assert (done.stdout, done.returncode) == (b"", 2)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk, as Linux plays it")
def test_a_full_disk_is_said_in_a_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "app", "calculate", "--flat", "1500"],
            cwd=ROOT,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    assert done.stderr == b"The answer could not be written: No space left on device.\n"
    assert done.returncode == 1


@POSIX
def test_an_interrupt_ends_the_program_quietly() -> None:
    with started("calculate", "--jsonl", "-") as program:
        assert program.stdin is not None
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdin.write(GOLDEN + b"\n")
        program.stdin.flush()
        assert program.stdout.readline() != b""
        program.send_signal(signal.SIGINT)
        assert program.wait() == 130
        assert program.stderr.read() == b""


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-16"])
def test_output_is_utf_8_whatever_the_system_speaks(encoding: str) -> None:
    page = run("calculate", "--flat", "1500", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert "3 × 500 mg" in page.stdout.decode("utf-8")
    wrong = run("calculate", "--flat", "1,500", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert "“1,500” has a comma" in wrong.stderr.decode("utf-8")
    answer = run("calculate", "--json", "-", given=GOLDEN, PYTHONIOENCODING=encoding)
    assert json.loads(answer.stdout.decode("utf-8"))["basis"] == "72.4 kg × 10 mg/kg"


class Sips(io.RawIOBase):
    """A stream that takes no more than ten bytes at once, as an unbuffered one may."""

    def __init__(self) -> None:
        self.taken = b""

    def writable(self) -> bool:
        return True

    def write(self, given: Any, /) -> int:
        self.taken += bytes(given[:10])
        return min(10, len(given))


def test_a_stream_that_takes_a_part_gets_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    sips = Sips()
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=sips))
    write_out(GOLDEN)
    assert sips.taken == GOLDEN


def test_unbuffered_output_is_whole() -> None:
    done = run("calculate", "--jsonl", "-", given=(GOLDEN + b"\n") * 400, PYTHONUNBUFFERED="1")
    assert [json.loads(line)["dose_mg"] for line in done.stdout.splitlines()] == ["724"] * 400


PEAK = """
import sys
from pathlib import Path
from app.__main__ import main
main(["calculate", "--jsonl", "-"])
status = Path("/proc/self/status").read_text()  # getrusage would tell of the tests' own process
sys.stderr.write(status.partition("VmHWM:")[2].split()[0])
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux tells the peak")
@pytest.mark.parametrize("lines", [b"{}\n" * 120_000, b"x" * 40_000_000], ids=["many", "long"])
def test_memory_does_not_grow_with_the_lines(lines: bytes) -> None:
    few, many = int(run_python(PEAK, given=b"{}\n" * 30_000)), int(run_python(PEAK, given=lines))
    assert many - few < 8_000  # kB


@POSIX
@pytest.mark.parametrize("lines", [1, 2_000])
def test_progress_is_shown_on_a_terminal(tmp_path: Path, lines: int) -> None:
    import pty

    file = tmp_path / "orders.jsonl"
    file.write_bytes((GOLDEN + b"\n") * lines)
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "app", "calculate", "--jsonl", str(file)],
        cwd=ROOT,
        env=environment(TERM="xterm", COLUMNS="100"),
        stdout=subprocess.PIPE,
        stderr=theirs,
        check=False,
        timeout=60,
    )
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert f"{lines:,} orders answered" in shown
    assert len(done.stdout.splitlines()) == lines
    assert b"orders answered" not in done.stdout


def test_a_sentence_for_nobody_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)  # as in a Windows program without a console
    write_error("Nobody reads this.")
