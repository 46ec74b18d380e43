"""What the bundle leaves out, and that the licence of each thing in it is handed on."""

import ast
import json
import os
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from bill_of_materials import bill_of
from left_out import MODULES, development_modules, is_used_plugin, used_resources
from locked import names_in, normal
from notices import write_notices
from parts import (
    LICENCES,
    LOCK,
    Part,
    inside_wheels,
    nameless_libraries,
    part_of,
    parts_inside_wheels,
    python_parts,
    red_hat_part,
    system_parts,
)

ROOT = Path(__file__).parents[2]
A_PART = Part("some library", "1.2", "MIT", "pkg:generic/some-library@1.2", (ROOT / "LICENSE",))


# --- left out ---------------------------------------------------------------------------------


def imported_by_app() -> set[str]:
    """Every module that our program names in an import, with those above it."""
    names: set[str] = set()
    for path in (ROOT / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_no_module_that_is_left_out_is_imported_by_us() -> None:
    assert not imported_by_app() & {*MODULES, *development_modules(ROOT / "packaging")}


def test_the_program_works_without_what_is_left_out() -> None:
    script = f"""
import sys
sys.modules.update(dict.fromkeys({[*MODULES, *development_modules(ROOT / "packaging")]}))
from app.__main__ import main
sys.exit(main(["self-test"]))
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},  # a window's program has them all
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.stderr == b""
    assert done.stdout.endswith(b"All that was tried works.\n")


def test_what_serves_developing_alone_is_left_out() -> None:
    left_out = set(development_modules(ROOT / "packaging"))
    assert {"pytest", "hypothesis", "mypy", "numpy", "PyInstaller"} <= left_out
    assert not {"PySide6", "shiboken6", "pydantic", "sqlalchemy", "psycopg", "rich"} & left_out


@pytest.mark.parametrize(
    ("file", "used"),
    [
        ("/x/PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("/x/PySide6/Qt/plugins/platforms/libqwayland.so", True),
        ("/x/PySide6/Qt/plugins/platforms/libqeglfs.so", False),
        ("/x/PySide6/plugins/platforms/qwindows.dll", True),
        ("/x/PySide6/Qt/plugins/platforms/libqcocoa.dylib", True),
        ("/x/PySide6/Qt/plugins/platformthemes/libqgtk3.so", False),
        ("/x/PySide6/Qt/plugins/printsupport/libcupsprintersupport.so", True),
        ("/x/PySide6/plugins/styles/qmodernwindowsstyle.dll", True),
        ("/x/PySide6/Qt/plugins/tls/libqopensslbackend.so", False),
        ("/x/PySide6/Qt/plugins/imageformats/libqtiff.so", False),
    ],
)
def test_a_plugin_is_taken_where_it_is_used(file: str, used: bool) -> None:
    assert is_used_plugin(file) is used


def test_resources_go_along_without_the_pictures() -> None:
    folders = {folder for _, folder in used_resources(ROOT / "resources")}
    assert {"resources", str(Path("resources", "drugs"))} <= folders
    assert str(Path("resources", "pictures")) not in folders


# --- licences ---------------------------------------------------------------------------------


def installed_of_the_lock() -> list[str]:
    """The distributions of run.lock that this system has (tzdata is for Windows)."""
    found = []
    for name in sorted(names_in(LOCK)):
        try:
            distribution(name)
        except PackageNotFoundError:
            continue
        found.append(name)
    return found


@pytest.mark.parametrize("name", installed_of_the_lock())
def test_each_distribution_that_we_need_has_its_licence_text(name: str) -> None:
    part = part_of(distribution(name))
    assert max(text.stat().st_size for text in part.texts) > 1_000


def test_all_but_windows_time_zones_are_looked_at() -> None:
    assert names_in(LOCK) - set(installed_of_the_lock()) <= {"tzdata"}


def test_what_lies_inside_a_wheel_has_its_text_here() -> None:
    rows = inside_wheels()
    parts = [part for row in rows["inside"] for part in row["parts"]]
    texts = {text for part in parts for text in part["texts"]}
    texts |= {text for of_wheel in rows["wheels"].values() for text in of_wheel}
    assert [text for text in sorted(texts) if not (LICENCES / text).is_file()] == []
    assert {normal(row["with"]) for row in rows["inside"]} <= names_in(LOCK)
    assert len({part["name"] for part in parts}) == len(parts)


def test_each_text_here_is_handed_on() -> None:
    rows = inside_wheels()
    named = {text for row in rows["inside"] for part in row["parts"] for text in part["texts"]}
    named |= {text for of_wheel in rows["wheels"].values() for text in of_wheel}
    named |= {text.name for part in python_parts() for text in part.texts}
    here = {path.relative_to(LICENCES).as_posix() for path in LICENCES.rglob("*.txt")}
    assert here <= named


QT_HAS: dict[str, bytes] = {
    "PCRE2": b"POSIX collating elements are not supported",
    "libpng": b"libpng version 1.",
    "HarfBuzz": b"HB_SHAPER_LIST",
    "ICC sRGB profile": b"Copyright International Color Consortium",
    "Wayland protocols": b"xdg_toplevel_drag_v1",
}
"""What a part leaves in Qt's binaries; a text of its own is needed as long as it is there."""


@pytest.mark.skipif(sys.platform != "linux", reason="the names of the files are Linux's")
def test_what_qt_was_built_with_is_named(tmp_path: Path) -> None:
    libraries = Path(str(distribution("pyside6-essentials").locate_file("PySide6/Qt/lib")))
    names = [f"libQt6{name}.so.6" for name in ("Core", "Gui", "Svg", "DBus", "WaylandClient")]
    held = b"".join((libraries / name).read_bytes() for name in names)
    for name in names:
        (tmp_path / name).touch()
    named = {part.name for part in parts_inside_wheels(tmp_path)}
    assert {name for name, mark in QT_HAS.items() if mark in held} == set(QT_HAS)
    assert set(QT_HAS) <= named
    assert "XSVG" in named
    assert "Wintab" not in named  # Windows' alone


def test_each_library_that_a_wheel_brings_along_is_named(tmp_path: Path) -> None:
    brought = [
        *(distribution("psycopg-binary").files or ()),
        *(distribution("pyside6-essentials").files or ()),
    ]
    for path in brought:
        if path.parts[0].endswith(".libs") or "lib" in path.parts:
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).touch()
    assert list(tmp_path.iterdir()) or sys.platform != "linux"
    assert nameless_libraries(tmp_path) == []
    for folder, name in (("psycopg_binary.libs", "libnew-0a1b.so.1"), ("PySide6", "MSVCP140.dll")):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).touch()
    assert nameless_libraries(tmp_path) == ["libnew-0a1b.so.1"]


def test_each_crate_inside_pydantic_is_apaches_or_is_named() -> None:
    core = distribution("pydantic-core")
    (bill,) = (path for path in core.files or () if path.name.endswith(".cyclonedx.json"))
    crates = json.loads(Path(str(bill.locate())).read_text("utf-8"))["components"]
    text = (LICENCES / "pydantic-core" / "rust-crates.txt").read_text("utf-8")
    others = {
        crate["name"].partition("_macros")[0]  # of the same repository and holder
        for crate in crates
        if "Apache-2.0" not in crate["licenses"][0]["expression"]
    }
    assert {"bitvec", "foldhash", "icu_normalizer", "jiter", "yoke-derive"} <= others
    unnamed = {
        name
        for name in others
        if not name.startswith("icu_") and name.removesuffix("-derive") not in text
    }
    assert unnamed == set()


@pytest.mark.skipif(sys.platform != "linux", reason="only there are libraries copied so")
def test_a_library_of_the_system_comes_with_its_package_and_text() -> None:
    (part,) = system_parts({"libc.so.6": Path("/lib/x86_64-linux-gnu/libc.so.6")})
    assert part.name.startswith("libc")
    assert part.version
    assert part.texts


@pytest.mark.skipif(sys.platform != "linux", reason="only there are libraries copied so")
def test_a_library_of_the_system_is_not_taken_for_one_of_the_systems_python(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "base_prefix", "/usr")
    (part,) = system_parts({"libc.so.6": Path("/lib/x86_64-linux-gnu/libc.so.6")})
    assert part.name.startswith("libc")


RPM = """#!/bin/sh
case "$*" in
*--file*) printf 'libstdc++\\t11.5-2\\tGPL-3.0\\tgcc-11.5-2.src.rpm' ;;
*--all*) printf 'glibc-1.src.rpm\\tglibc\\ngcc-11.5-2.src.rpm\\tlibgcc\\n' ;;
*"--licensefiles libgcc"*) echo "$HERE/COPYING.RUNTIME" ;;
esac
"""
"""A stand-in for Red Hat's: the text of libstdc++ lies with libgcc, of the same source."""


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
def test_on_red_hats_systems_a_text_may_lie_with_another_package_of_the_same_source(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "COPYING.RUNTIME").write_text("the text")
    (tmp_path / "rpm").write_text(RPM)
    (tmp_path / "rpm").chmod(0o755)
    monkeypatch.setenv("HERE", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    part = red_hat_part(Path("/usr/lib64/libstdc++.so.6"))
    assert part is not None
    assert (part.name, part.version, part.licence) == ("libstdc++", "11.5-2", "GPL-3.0")
    assert part.texts == (tmp_path / "COPYING.RUNTIME",)


def test_each_part_stands_in_the_index_with_its_text(tmp_path: Path) -> None:
    write_notices(tmp_path, [A_PART])
    index = (tmp_path / "licences" / "README.txt").read_text("utf-8")
    assert "some library 1.2\n    MIT\n    LICENSE\n" in index
    copied = tmp_path / "licences" / "some library 1.2" / "LICENSE"
    assert copied.read_bytes() == (ROOT / "LICENSE").read_bytes()
    assert (tmp_path / "licences" / "LGPL-3.0.txt").exists()


def test_nothing_is_handed_on_without_its_licence(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"some library 1\.2 has no licence text"):
        write_notices(tmp_path, [A_PART._replace(texts=())])


def test_the_bill_of_materials_names_each_part() -> None:
    bill = json.loads(bill_of([A_PART], "0.1.0", 1_790_000_000))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["timestamp"] == "2026-09-21T14:13:20+00:00"
    (component,) = bill["components"]
    assert component["name"] == "some library"
    assert component["licenses"] == [{"license": {"id": "MIT"}}]
    assert component["purl"] == "pkg:generic/some-library@1.2"


def test_the_bill_of_the_same_parts_is_the_same() -> None:
    parts = [A_PART, A_PART._replace(name="another")]
    assert bill_of(parts, "0.1.0", 1) == bill_of(parts, "0.1.0", 1)
