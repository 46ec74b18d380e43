"""What no file of the repository says: where packages come from, or where somebody worked."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Put together here, so that this file does not name them itself.
DOT = "."
HOSTS = [
    DOT.join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("crates", "io"),
        ("rubygems", "org"),
        ("repo1", "maven", "org"),
        ("proxy", "golang", "org"),
        ("conda", "anaconda", "org"),
        ("artifactory", ""),
    )
]
SLASH = "/"
FOLDERS = [
    SLASH + "home" + SLASH,
    SLASH + "Users" + SLASH,
    SLASH + "root" + SLASH,
    SLASH + "work" + SLASH,
    "C:\\" + "Users\\",
]
PATTERN = re.compile(
    "|".join(
        [*(re.escape(host) for host in HOSTS)]
        # a folder at the beginning of a path, not in the middle of an address or a longer path
        + [rf"(?<![\w.:/\\-]){re.escape(folder)}(?=[\w.~-])" for folder in FOLDERS]
    ),
    re.IGNORECASE,
)


def said(text: str) -> list[str]:
    """Each registry's host and each absolute folder of a person that a text names."""
    return PATTERN.findall(text)


def _tracked() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def test_no_tracked_file_names_a_registry_or_somebodys_folder() -> None:
    found = {}
    for path in _tracked():
        if path.is_file():
            text = path.read_bytes().decode("utf-8", errors="ignore")
            if named := said(text):
                found[path.relative_to(ROOT).as_posix()] = sorted(set(named))
    assert found == {}


@pytest.mark.parametrize("host", HOSTS)
def test_planted_host_is_found(host: str) -> None:
    assert said(f"url = https://files.{host}/simple")


@pytest.mark.parametrize("folder", FOLDERS)
def test_planted_folder_is_found(folder: str) -> None:
    assert said(f'path = "{folder}somebody"')


@pytest.mark.parametrize(
    "text", ["app/work/x", "https://example.org/home/page", "../work/shared", "homework/", "and/or"]
)
def test_ordinary_text_is_not_found(text: str) -> None:
    assert said(text) == []
