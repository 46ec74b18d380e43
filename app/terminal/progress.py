"""A progress bar on standard error, where a person looks at it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Advance = Callable[[int, int], None]
"""Called with how many more bytes were read and how many more orders answered."""


@contextmanager
def shown_progress(size: int | None) -> Iterator[Advance]:
    """Show how much of `size` bytes is done; None: it is not known how many there are.

    Nothing is shown where standard error is no terminal.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _bytes, _orders: None
        return
    from rich.console import Console  # noqa: PLC0415 only where it is shown
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    bar = Progress(
        BarColumn(),
        TextColumn("{task.fields[orders]:,} orders answered"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
    task = bar.add_task("", total=size, orders=0)
    answered = 0

    def advance(read_bytes: int, orders: int) -> None:
        nonlocal answered
        answered += orders
        bar.update(task, advance=read_bytes, orders=answered)

    with bar:
        yield advance
