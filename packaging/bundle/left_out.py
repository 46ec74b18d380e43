"""What the bundle leaves out, each with why nobody misses it."""

import sys
from collections.abc import Iterable
from importlib.metadata import distribution, packages_distributions
from pathlib import Path, PurePath
from typing import Final

from locked import names_in, normal

MODULES: Final = (
    "curses",
    "doctest",
    "distutils",
    "lib2to3",
    "multiprocessing",
    "pydoc",
    "test",
    "tkinter",
    "unittest",
    "xmlrpc",
    "markdown_it",  # rich's Markdown; we show its progress bar alone
    "pygments",  # rich's listings of source
    "PySide6.QtNetwork",  # PySide6 asks it for TLS on Windows and does without
    "pydantic.mypy",
    "pydantic.v1",  # pydantic as it was before 2
    "sqlalchemy.dialects.mssql",
    "sqlalchemy.dialects.mysql",
    "sqlalchemy.dialects.oracle",
    "sqlalchemy.ext.mypy",
    "sqlalchemy.testing",
)
"""Modules that a library of ours would use for what we do not do."""

PLUGINS: Final = {
    "platforms": {"qcocoa", "qoffscreen", "qwayland", "qwindows", "qxcb"},
    "platforminputcontexts": {
        "composeplatforminputcontextplugin",
        "ibusplatforminputcontextplugin",
    },
    "platformthemes": {"qxdgdesktopportal"},
    "printsupport": {"cocoaprintersupport", "cupsprintersupport", "windowsprintersupport"},
    "styles": {"qmacstyle", "qmodernwindowsstyle"},
    "wayland-decoration-client": {"adwaita", "bradient"},
    "wayland-shell-integration": {"xdg-shell"},
}
"""Qt's plug-ins that we use, by folder, without "lib" and ending.

Not among them: GTK's theme, which brings GTK (9 MB); picture formats beside PNG, which Qt has built
in; OpenGL, since widgets are drawn without it and a driver newer than the libraries here could not
be loaded anyway; the network's, since only libpq speaks to a server.
ICU's 39 MB stay: libQt6Core of the wheels is linked against it, and does not load without.
"""


def development_modules(locks: Path) -> list[str]:
    """Top-level modules that are here for developing alone: of distributions not in run.lock."""
    needed = names_in(locks / "run.lock")
    return sorted(
        module
        for module, owners in packages_distributions().items()
        if module not in sys.stdlib_module_names
        and not needed & {normal(owner) for owner in owners}
    )


def descriptions(locks: Path) -> list[tuple[str, str]]:
    """What each distribution of run.lock says of itself (source, folder): `doctor` reads it."""
    needed = names_in(locks / "run.lock")
    return sorted(
        (str(path.locate()), str(path.parent))
        for module, owners in packages_distributions().items()
        if module not in MODULES
        for owner in owners
        if normal(owner) in needed
        for path in distribution(owner).files or ()
        if path.name == "METADATA" and path.parent.name.endswith(".dist-info")
    )


def is_used_plugin(file: str) -> bool:
    """Whether a file of Qt's plug-ins is one that we use."""
    path = PurePath(file)
    stem = path.name.partition(".")[0].removeprefix("lib")
    return stem in PLUGINS.get(path.parent.name, set())


def used_plugins(binaries: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those that a hook found (source, folder) without the ones that nobody uses."""
    return [(source, folder) for source, folder in binaries if is_used_plugin(source)]


def used_resources(resources: Path) -> list[tuple[str, str]]:
    """The resource files (source, folder) without the README's pictures."""
    files = (path for path in sorted(resources.rglob("*")) if path.is_file())
    return [
        (str(path), str(path.parent.relative_to(resources.parent)))
        for path in files
        if path.parent.name != "pictures"
    ]
