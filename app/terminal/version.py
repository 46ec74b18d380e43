"""`--version`: the program's version, and the date of each table that it speaks of."""

from app import __version__
from app.reference import load_reference
from app.terminal.output import write_out


def show_version() -> int:
    """Print version and table dates; 0. Raises what `write_out` raises."""
    lines = [f"Vialwise {__version__}"]
    lines += [
        f"{drug.name}: {drug.code_conflict.table}"
        for drug in load_reference().drugs
        if drug.code_conflict
    ]
    write_out("".join(f"{line}\n" for line in lines).encode())
    return 0
