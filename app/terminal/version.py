"""`--version`: the program's version, and the date of the code table that it checks against."""

from app import __version__
from app.terminal.known import load_known
from app.terminal.output import write_out


def show_version() -> int:
    """Print version and table date; 0. Raises what `write_out` raises."""
    codes = load_known().rules.codes
    table = f"{codes.name}, dated {codes.dated}, stale after {codes.stale_after}"
    write_out(f"Vialwise {__version__}\n{table}\n".encode())
    return 0
