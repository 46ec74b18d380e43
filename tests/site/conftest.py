"""What every test of the site's files leaves behind: nothing that is shut."""

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _opened_again(tmp_path: Path) -> Iterator[None]:
    """Afterwards the folders can be removed again."""
    yield
    for path in tmp_path.iterdir():
        if path.is_dir():
            path.chmod(0o700)
