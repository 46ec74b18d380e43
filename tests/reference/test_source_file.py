"""Every source that a reference file names is there, every source is named, and all can be read."""

import re
import tomllib
from collections.abc import Iterator

import pytest

from app.reference.resources import RESOURCES
from app.reference.source_file import read_sources

SOURCES = read_sources(RESOURCES / "sources.toml")


def _named_in(content: object) -> Iterator[str]:
    if isinstance(content, dict):
        for key, value in content.items():
            if key == "source" and isinstance(value, str):
                yield value
            yield from _named_in(value)
    elif isinstance(content, list):
        for value in content:
            yield from _named_in(value)


def test_sources_named_and_sources_there_are_the_same() -> None:
    named: set[str] = set()
    for path in set(RESOURCES.rglob("*.toml")) - set(RESOURCES.glob("templates/*")):
        named.update(_named_in(tomllib.loads(path.read_text(encoding="utf-8"))))
    assert named == set(SOURCES)


@pytest.mark.parametrize("text", SOURCES.values(), ids=SOURCES.keys())
def test_source_says_what_it_is_when_and_where(text: str) -> None:
    assert re.fullmatch(r"\w.+, (read |about )?20[0-9]{2}(-[0-9]{2}){0,2} \(\S.*\)", text)
    assert "http" not in text


def test_source_reads_as_one_text() -> None:
    assert SOURCES["us-label-2026"] == (
        "US label copy, PrescriberPoint, 2026-01-02 (prescriberpoint.com/therapies/imfinzi-8baba4e)"
    )
