"""The workflow that builds the bundle: it may do little, and names what it uses by version."""

import re
from pathlib import Path

WORKFLOW = Path(__file__).parents[2] / ".github" / "workflows" / "bundle.yml"
TEXT = WORKFLOW.read_text("utf-8")


def test_it_may_only_read() -> None:
    assert "\npermissions:\n  contents: read\n" in TEXT
    assert re.findall(r":\s*write\b", TEXT) == []
    assert "secrets." not in TEXT


def test_each_action_is_pinned_to_a_version() -> None:
    used = re.findall(r"uses: (\S+)", TEXT)
    assert used
    assert all(re.fullmatch(r"actions/[a-z-]+@(v\d+|[0-9a-f]{40})", action) for action in used)


def test_each_system_is_built_by_the_one_command() -> None:
    assert TEXT.count("packaging/dev.py build") == 2
    for system in ("almalinux:9", "windows-2022", "macos-15,", "macos-15-intel,"):
        assert system in TEXT
