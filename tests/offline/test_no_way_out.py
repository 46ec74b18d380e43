"""The tree imports nothing that fetches or opens a page, and sockets for one thing alone."""

import ast
from pathlib import Path
from typing import Final

import pytest

from tests.terminal.running import ROOT

FETCHES: Final = frozenset(
    {"urllib", "http", "ftplib", "smtplib", "poplib", "imaplib", "xmlrpc", "ssl", "webbrowser"}
    | {"asyncio", "socketserver", "selectors", "requests", "httpx", "aiohttp", "urllib3", "certifi"}
    | {"QtNetwork", "QtWebSockets", "QtWebEngineWidgets", "QtHttpServer", "QtDBus"}
    | {"QDesktopServices", "QNetworkAccessManager"}
)
STARTS: Final = frozenset(
    {"subprocess", "multiprocessing", "pty", "system", "startfile", "popen", "fork", "forkpty"}
    | {"posix_spawn", "posix_spawnp", "QProcess", "openUrl", "ctypes"}
    | {"importlib", "import_module", "__import__", "runpy"}
    | {"execv", "execve", "execvp", "execvpe", "execl", "execle", "execlp", "execlpe"}
    | {"spawnv", "spawnve", "spawnvp", "spawnvpe", "spawnl", "spawnle", "spawnlp", "spawnlpe"}
)
"""What starts another program, which could reach out, or loads what this test does not see."""
STARTS_IN: Final = {
    "app/records/local_disk.py": ["ctypes"],
    "app/site/one_window.py": ["ctypes"],
    "app/terminal/doctor.py": ["importlib"],
    "app/terminal/window_tried.py": ["subprocess"],
}
"""Windows' kind of disk and whose window may come forward; versions of libraries; the
program's own window, once.
"""
SOCKET_IN: Final = "app/records/postgres_store.py"
"""It lets go of a server that does not answer."""


def named(text: str) -> set[str]:
    """Every part of every name that it imports, and every attribute that it asks for."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Import(names=names):
                found.update(*(alias.name.split(".") for alias in names))
            case ast.ImportFrom(module=module, names=names):
                found.update((module or "").split("."), (alias.name for alias in names))
            case ast.Attribute(ast.Name("platform"), "system"):
                pass  # the system's name
            case ast.Attribute(attr=attr):
                found.add(attr)
            case ast.Name(id="__import__"):
                found.add("__import__")
            case _:
                pass
    return found


def _modules() -> list[Path]:
    return sorted((ROOT / "app").rglob("*.py"))


def test_no_module_imports_what_fetches() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): sorted(bad)
        for path in _modules()
        if (bad := named(path.read_text(encoding="utf-8")) & FETCHES)
    }
    assert len(_modules()) > 100
    assert found == {}


def test_another_program_is_started_in_the_places_that_are_known_alone() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): sorted(bad)
        for path in _modules()
        if (bad := named(path.read_text(encoding="utf-8")) & STARTS)
    }
    assert found == STARTS_IN


def test_sockets_are_imported_where_the_server_is_spoken_to_and_nowhere_else() -> None:
    with_socket = [
        path.relative_to(ROOT).as_posix()
        for path in _modules()
        if "socket" in named(path.read_text(encoding="utf-8"))
    ]
    assert with_socket == [SOCKET_IN]


@pytest.mark.parametrize(
    "line",
    [
        "import urllib.request",
        "from urllib import request",
        "from http.client import HTTPSConnection",
        "from PySide6 import QtNetwork",
        "from PySide6.QtNetwork import QTcpSocket",
        "QtGui.QDesktopServices.openUrl(url)",
        "def later():\n    import webbrowser",
    ],
)
def test_planted_line_is_found(line: str) -> None:
    assert named(line) & FETCHES


@pytest.mark.parametrize(
    "line",
    [
        "import subprocess",
        "from subprocess import run as start",
        "os.system(words)",
        "os.startfile(path)",
        "from os import popen",
        "from PySide6.QtCore import QProcess",
        "QtCore.QProcess.startDetached(program)",
        "QDesktopServices.openUrl(url)",
        "from importlib import import_module",
        "__import__(name)",
        "os.execv(program, words)",
        "import ctypes",
    ],
)
def test_planted_line_that_starts_another_program_is_found(line: str) -> None:
    assert named(line) & STARTS
