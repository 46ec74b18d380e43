"""What lies in a frozen bundle beside our own code: each part with version, licence and its text.

Everything that PyInstaller collected comes from a distribution of run.lock, from Python, from the
system that it was built on, or is PyInstaller's bootloader.
"""

import json
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackagePath, distribution, packages_distributions
from pathlib import Path
from typing import Any, Final, NamedTuple

from locked import names_in, normal

ROOT: Final = Path(__file__).resolve().parents[2]
LOCK: Final = ROOT / "packaging" / "run.lock"
LICENCES: Final = ROOT / "packaging" / "licences"
_BROUGHT_ALONG: Final = ("*.libs/*", "*/.dylibs/*", "PySide6/*.dll", "PySide6/Qt/lib/*.so*")
"""Where wheels for Linux, macOS and Windows keep the libraries that they bring."""
_OF_QT: Final = ("libqt6", "qt6", "pyside6", "shiboken6")
"""How Qt's own begin, which the part Qt stands for."""
_TEXT: Final = re.compile(r"(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)


class Part(NamedTuple):
    """One part; `licence` is an SPDX expression where one is known, `purl` its address, or ""."""

    name: str
    version: str
    licence: str
    purl: str
    texts: tuple[Path, ...]


def parts_of(frozen: Path, sources: Path) -> list[Part]:
    """Every part in the frozen folder; `sources` is the spec's list of where binaries came from.

    Raises SystemExit where a wheel brought a library of which nothing is known.
    """
    if nameless := nameless_libraries(frozen / "_internal"):
        raise SystemExit(f"build: no row of inside.toml names {', '.join(nameless)}")
    came_from = {name: Path(path) for name, path in json.loads(sources.read_text("utf-8")).items()}
    return [
        *python_parts(),
        *distribution_parts(frozen / "_internal"),
        *parts_inside_wheels(frozen / "_internal"),
        _font(),
        *system_parts(came_from),
    ]


def python_parts() -> Iterator[Part]:
    """The interpreter and the bootloader."""
    places = (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix))
    text = next((p / "LICENSE.txt" for p in places if (p / "LICENSE.txt").exists()), None)
    version = platform.python_version()
    purl = f"pkg:generic/python@{version}"
    texts = (text, LICENCES / "python-incorporated.txt") if text else ()
    yield Part("Python", version, "PSF-2.0", purl, texts)
    loader = part_of(distribution("pyinstaller"))
    licence = "GPL-2.0-or-later WITH Bootloader-exception"
    yield loader._replace(name="PyInstaller bootloader", licence=licence)


def distribution_parts(inside: Path) -> Iterator[Part]:
    """The distributions of run.lock of which anything is in the folder."""
    owned: dict[str, list[str]] = {}
    for module, owners in packages_distributions().items():
        for owner in owners:
            owned.setdefault(normal(owner), []).append(module)
    for name in sorted(names_in(LOCK) & owned.keys()):
        if any((inside / m).exists() or (inside / f"{m}.pyc").exists() for m in owned[name]):
            yield part_of(distribution(name))


def part_of(found: Distribution) -> Part:
    """An installed distribution as a part."""
    about = found.metadata
    licence = next((about[key] for key in ("License-Expression", "License") if key in about), "")
    name = normal(about["Name"])
    own = sorted(Path(str(path.locate())) for path in found.files or () if is_text(path))
    texts = own or [LICENCES / text for text in inside_wheels()["wheels"].get(name, ())]
    purl = f"pkg:pypi/{name}@{found.version}"
    return Part(about["Name"], found.version, licence, purl, tuple(texts))


def is_text(path: PackagePath) -> bool:
    """Whether a file of a distribution is a licence, a notice or its own bill of materials."""
    is_about = ".dist-info" in path.parts[0]
    return is_about and (path.parts[1] == "sboms" or bool(_TEXT.match(path.name)))


def inside_wheels() -> dict[str, Any]:
    """What `licences/inside.toml` says."""
    return tomllib.loads((LICENCES / "inside.toml").read_text("utf-8"))


def parts_inside_wheels(inside: Path) -> Iterator[Part]:
    """What wheels bring without a text of its own, as far as its files are in the folder."""
    files = {path.name.lower() for path in inside.rglob("*")}
    for row in inside_wheels()["inside"]:
        if not any(file.startswith(beginnings(row)) for file in files):
            continue
        for part in row["parts"]:
            name = part["name"]
            version = distribution(row["with"]).version if name == "Qt" else ""  # others say none
            purl = f"pkg:generic/{normal(name.replace(' ', '-'))}"
            texts = tuple((LICENCES / text).resolve() for text in part["texts"])
            yield Part(name, version, part["licence"], purl, texts)


def beginnings(row: dict[str, Any]) -> tuple[str, ...]:
    """How the names of a row's files begin, in small letters."""
    return tuple(name.lower() for name in row.get("libraries", ("",)))


def nameless_libraries(inside: Path) -> list[str]:
    """Libraries that wheels brought along, beside their own modules, and that no row names."""
    rows = (row for row in inside_wheels()["inside"] if "libraries" in row)
    named = (*_OF_QT, *(begin for row in rows for begin in beginnings(row)))
    found = (path for pattern in _BROUGHT_ALONG for path in inside.glob(pattern))
    return sorted(path.name for path in found if not path.name.lower().startswith(named))


def _font() -> Part:
    text = ROOT / "resources" / "fonts" / "OFL.txt"
    return Part("Vialwise Sans, from Inter", "", "OFL-1.1", "", (text,))


def system_parts(came_from: dict[str, Path]) -> Iterator[Part]:
    """What was copied from the system: by the package that owns it, which is asked for its text."""
    prefixes = own_folders()
    found: dict[str, Part] = {}
    for name, path in sorted(came_from.items()):
        real = path.resolve()
        if any(prefix in (*path.parents, *real.parents) for prefix in prefixes):
            continue
        part = debian_part(path) or red_hat_part(real) or Part(name, "", "", "", ())
        found[part.name] = part
    yield from found.values()


def own_folders() -> set[Path]:
    """Where the environment and its Python lie; of the system's own Python, its library alone.

    Such a one has the system's folder as its prefix, with every other library in it.
    """
    base = Path(sys.base_prefix).resolve()
    if base in (Path("/"), Path("/usr")):
        base = Path(sysconfig.get_path("stdlib")).resolve()
    return {Path(sys.prefix).resolve(), base}


def debian_part(path: Path) -> Part | None:
    """The Debian package that owns a library, or None; the text says which licences hold."""
    if shutil.which("dpkg-query") is None:
        return None
    real = path.resolve()
    bare = Path("/", *real.parts[2:]) if real.parts[1] == "usr" else real  # as before /usr merged
    for asked in (real, bare, path):
        package = _said("dpkg-query", "--search", str(asked)).partition(": ")[0]
        if not package:
            continue
        version = _said("dpkg-query", "--show", "--showformat", "${Version}", package)
        name = package.partition(":")[0]
        text = Path("/usr/share/doc") / name / "copyright"
        texts = (text.resolve(),) if text.exists() else ()
        return Part(name, version, "", f"pkg:deb/debian/{name}@{version}", texts)
    return None


def red_hat_part(path: Path) -> Part | None:
    """The same on Red Hat's systems."""
    if shutil.which("rpm") is None:
        return None
    form = "%{NAME}\t%{VERSION}-%{RELEASE}\t%{LICENSE}\t%{SOURCERPM}"
    asked = _said("rpm", "--query", "--file", str(path), "--queryformat", form).split("\t")
    if len(asked) != 4:
        return None
    name, version, licence, source = asked
    texts = red_hat_texts(name) or next(filter(None, map(red_hat_texts, made_from(source))), ())
    return Part(name, version, licence, f"pkg:rpm/redhat/{name}@{version}", texts)


def red_hat_texts(package: str) -> tuple[Path, ...]:
    """The licence files of an installed package; where it marks none, those among its documents."""
    marked = _said("rpm", "--query", "--licensefiles", package).splitlines()
    papers = _said("rpm", "--query", "--docfiles", package).splitlines()
    named = marked or [file for file in papers if _TEXT.match(Path(file).name)]
    return tuple(path for file in sorted(named) if (path := Path(file)).is_file())


def made_from(source: str) -> list[str]:
    """The installed packages of one source: one of them may hold the text for all."""
    lines = _said("rpm", "--query", "--all", "--queryformat", "%{SOURCERPM}\t%{NAME}\n")
    pairs = (line.split("\t") for line in sorted(lines.splitlines()))
    return [name for origin, name in pairs if origin == source]


def _said(*command: str) -> str:
    """What a command of the system answers, "" where it knows nothing."""
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    return done.stdout.strip() if done.returncode == 0 else ""
