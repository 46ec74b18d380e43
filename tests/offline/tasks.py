"""The main tasks by command, over one site folder: what each is given, in an order that works."""

import json
from pathlib import Path
from typing import Final, NamedTuple

from tests.records.lines import line
from tests.site.folders import WHOLE
from tests.terminal.running import GOLDEN

_PAGE: Final = ("--weight", "72.4", "--mg-per-kg", "10")


class Task(NamedTuple):
    """The words of the command line, what standard input gives, and the exit status."""

    words: tuple[str, ...]
    given: bytes = b""
    status: int = 0


def tasks(folder: Path) -> list[Task]:
    """Every command at least once; what they write goes into the folder."""
    (folder / "HCPC2026_OCT_ANWEB.txt").write_bytes(WHOLE)
    (folder / "request.json").write_bytes(GOLDEN)
    recorded = json.dumps(line()).encode() + b"\n"
    return [
        Task(("--version",)),
        Task(("--help",)),
        Task(("schema",)),
        Task(("calculate", *_PAGE)),
        Task(("calculate", *_PAGE, "--given", "724", "--view", "837p")),
        Task(("calculate", "--json", str(folder / "request.json"))),
        Task(("calculate", "--jsonl", "-"), GOLDEN + b"\n{}\n", 1),
        Task(("worksheet", "--json", str(folder / "request.json"), "--pdf", str(folder / "a.pdf"))),
        Task(("record", "--jsonl", "-"), recorded),
        Task(("records", "--json")),
        Task(("verify-records",)),
        Task(("export-records", "--csv", str(folder / "all.csv"))),
        Task(("export-records", "--json", str(folder / "all.json"))),
        Task(("backup-records", str(folder / "copy.sqlite"))),
        Task(("restore-records", str(folder / "copy.sqlite")), status=1),  # one is there
        Task(("import-hcpcs", str(folder / "HCPC2026_OCT_ANWEB.txt"))),
        Task(("doctor",)),
        Task(("self-test",)),
        Task(("--screenshot", str(folder / "page.png"), *_PAGE)),
    ]
