"""Makes the bundle of this checkout for this system, packs it, and checks what was packed.

Run by `python3 packaging/dev.py build`. Two builds of one commit on one system are the same, byte
for byte: PyInstaller gets a fixed seed and the commit's time, and what is packed is sorted.
"""

import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

from bill_of_materials import write_bill
from check import check
from notices import write_notices
from pack import pack
from parts import parts_of
from sums import sum_of, write_sums
from version_resource import version_resource

ROOT: Final = Path(__file__).resolve().parents[2]
SPEC: Final = Path(__file__).with_name("vialwise.spec")
FIRST_OF_1980: Final = 315_532_800
"""Where there is no commit to ask; a zip knows no time before."""
_MISSING_LIBRARY: Final = re.compile(r"Library not found|could not resolve")


class Bundle(NamedTuple):
    """What was made: the folder and the one file that holds it."""

    folder: Path
    packed: Path


def say(sentence: str) -> None:
    """Tell what is being done."""
    print(f"build: {sentence}", file=sys.stderr, flush=True)


def version() -> str:
    """The program's version, read and not imported."""
    text = (ROOT / "app" / "__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "([0-9.]+)"$', text, re.MULTILINE)
    if found is None:
        raise SystemExit("build: app/__init__.py has no version of numbers")
    return found[1]


def name() -> str:
    """ "Vialwise-0.1.0-linux-x86_64"."""
    system = {"win32": "windows", "darwin": "macos"}.get(sys.platform, sys.platform)
    return f"Vialwise-{version()}-{system}-{platform.machine().lower()}"


def commit_time() -> int:
    """When the commit was made, in seconds since 1970; SOURCE_DATE_EPOCH goes before."""
    if given := os.environ.get("SOURCE_DATE_EPOCH", ""):
        return int(given)
    git = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    try:
        return int(subprocess.run(git, capture_output=True, check=True, text=True).stdout)
    except (OSError, subprocess.CalledProcessError, ValueError):
        return FIRST_OF_1980


def freeze(work: Path, made_at: int) -> tuple[Path, Path]:
    """Let PyInstaller make the folder; it, and the file that says where its binaries came from."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    resource, sources = work / "version.txt", work / "sources.json"
    resource.write_text(version_resource(version()), "utf-8")
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": str(made_at),
        "PYINSTALLER_CONFIG_DIR": str(work / "cache"),
        "VIALWISE_VERSION_RESOURCE": str(resource),
        "VIALWISE_SOURCES": str(sources),
    }
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(work / "frozen"), "--workpath", str(work / "work"), str(SPEC)]
    run = subprocess.run(command, env=environment, cwd=work, stderr=subprocess.PIPE, check=False)
    said = run.stderr.decode(errors="replace")
    if run.returncode or _MISSING_LIBRARY.search(said):  # its other warnings name what is left out
        raise SystemExit(f"{said}build: PyInstaller could not put all into the bundle, see above")
    return work / "frozen" / "Vialwise", sources


def strip_symbols(folder: Path) -> None:
    """Take debugging symbols out where Python or SQLAlchemy was built with some: 22 MB.

    Only there: what other wheels bring is stripped already, or was patched, which strip can break.
    """
    strip = shutil.which("strip") if sys.platform == "linux" else None
    inside = folder / "_internal"
    files = [
        *inside.glob("libpython*"),
        *inside.glob("python3.*/lib-dynload/*.so"),
        *inside.glob("sqlalchemy/**/*.so"),
    ]
    if strip and files:
        subprocess.run([strip, "--strip-debug", *map(str, files)], check=True)


def build(dist: Path, work: Path) -> Bundle:
    """Make the bundle in `dist`; what is needed on the way is left in `work`."""
    made_at = commit_time()
    say(f"freezing {name()} ...")
    frozen, sources = freeze(work, made_at)
    strip_symbols(frozen)
    say("writing licences, bill of materials and sums ...")
    shutil.copy(ROOT / "LICENSE", frozen / "LICENSE.txt")
    parts = parts_of(frozen, sources)
    write_notices(frozen, parts)
    write_bill(frozen, parts, version(), made_at)
    write_sums(frozen)
    folder = dist / name()
    shutil.rmtree(folder, ignore_errors=True)
    dist.mkdir(parents=True, exist_ok=True)
    shutil.move(frozen, folder)
    say("packing ...")
    packed = pack(folder, made_at)
    beside = packed.with_name(f"{packed.name}.sha256")
    beside.write_text(f"{sum_of(packed)}  {packed.name}\n", "utf-8", newline="\n")
    return Bundle(folder, packed)


def size_of(folder: Path) -> int:
    """The bytes of all files below it; a link counts as a link."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())


def main() -> int:
    """Build and check; 0, or 1 where the check found something."""
    made = build(ROOT / "dist", ROOT / "build" / "bundle")
    for path, size in (
        (made.folder, size_of(made.folder)),
        (made.packed, made.packed.stat().st_size),
    ):
        say(f"{path}: {size / 1e6:.0f} MB")
    say("checking what was packed ...")
    faults = check(made.packed)
    for fault in faults:
        say(f"RED: {fault}")
    say("the bundle was built, and its check failed" if faults else "all is well")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
