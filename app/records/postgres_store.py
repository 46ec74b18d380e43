"""The record in a PostgreSQL database that several workstations share.

The URL is read as libpq reads it, so that `sslmode`, several hosts or a password file work as the
site’s administrator knows them. Each transaction has its own connection: a server that was started
anew meanwhile is no trouble, and a window left open overnight holds nothing.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Final

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from app.records.schema import ENTRIES
from app.records.store import LONGEST_WAIT_S, Store
from app.records.trouble import RecordTrouble

_LONGEST_ANSWER_S: Final = 10
"""How long one transaction may take before the server is taken for gone."""

_CONNECTION: Final[dict[str, str]] = {
    "application_name": "Vialwise",
    "connect_timeout": f"{LONGEST_WAIT_S}",
    "keepalives_idle": "5",
    "keepalives_interval": "3",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",
}
"""What holds unless the URL says otherwise: a cable that was pulled is found out in seconds."""

_LOCK: Final = 0x5649_414C  # "VIAL"
_REFUSE: Final = """
CREATE FUNCTION vialwise_never_changed() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the record is never changed'; END $$"""
_NO_CHANGE: Final = """
CREATE TRIGGER vialwise_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON vialwise_entries
FOR EACH STATEMENT EXECUTE FUNCTION vialwise_never_changed()"""
_BEHIND: Final = """
CREATE FUNCTION vialwise_behind_the_newest() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
IF NEW.place <> (SELECT coalesce(max(place), 0) + 1 FROM vialwise_entries)
OR NEW.previous <> (SELECT hash FROM vialwise_entries ORDER BY place DESC LIMIT 1) THEN
RAISE EXCEPTION 'an entry stands behind the newest'; END IF;
RETURN NEW; END $$"""
_AT_THE_END: Final = """
CREATE TRIGGER vialwise_at_the_end BEFORE INSERT ON vialwise_entries
FOR EACH ROW EXECUTE FUNCTION vialwise_behind_the_newest()"""
_SAFE_ON_DISK: Final = """
SELECT set_config('synchronous_commit', 'on', true)
WHERE current_setting('synchronous_commit') = 'off'"""
"""Before it is acknowledged, whatever the server usually does."""


class PostgresStore(Store):
    """A PostgreSQL database through SQLAlchemy and psycopg."""

    guards = (_REFUSE, _NO_CHANGE, _BEHIND, _AT_THE_END)
    _driver_error = psycopg.Error
    _before_writing = (
        f"SET LOCAL lock_timeout = '{LONGEST_WAIT_S}s'",
        f"SELECT pg_advisory_xact_lock({_LOCK})",
        _SAFE_ON_DISK,
    )

    def __init__(self, url: str, where: str) -> None:
        """`where` names the database without its user and password."""
        self.where = where
        try:
            known = {key: str(value) for key, value in conninfo_to_dict(url).items()}
        except psycopg.Error:
            raise RecordTrouble(
                "The record was not opened: record_server in site.toml is not a PostgreSQL "
                "address such as postgresql://user@server/database."
            ) from None  # libpq repeats parts of the address, perhaps a password
        self._conninfo = make_conninfo("", **{**_CONNECTION, **known, "client_encoding": "UTF8"})
        self._engine = create_engine(
            "postgresql+psycopg://",
            creator=self._connect,
            poolclass=NullPool,
            isolation_level="READ COMMITTED",  # after the lock each statement sees what is newest
            use_native_hstore=False,
        )

    def prepare(self) -> str:
        """Ask the server whether it keeps what it acknowledges, and whether it may be written."""
        with self.reading() as connection:
            encoding, fsync, is_copy, is_read_only = connection.execute(_ABOUT).one()
        if encoding != "UTF8":
            raise RecordTrouble(
                f"The record was not opened: {self.where} keeps its text as {encoding}. Have the "
                "administrator make a database with the encoding UTF8."
            )
        if fsync == "off":
            return (
                f"{self.where} acknowledges before anything is on its disk (fsync is off). Have "
                "the administrator set it on."
            )
        if is_copy or is_read_only:
            return f"{self.where} can only be read. Have the administrator name the one to write."
        return ""

    def is_foreign(self, _connection: Connection) -> bool:
        """A database may well have other tables beside ours."""
        return False

    def why_not_added(self, connection: Connection) -> str:
        """Why this user cannot add entries, "" where it can."""
        if connection.scalar(_MAY_ADD):
            return ""
        return f"the user of {self.where} may read and not record. Ask the administrator."

    def inner_damage(self, _connection: Connection) -> bool:
        """The server looks after its own files."""
        return False

    def why(self, error: Exception) -> str:
        """What went wrong and what to do; the server's own words are not repeated."""
        cause = error.orig if isinstance(error, DBAPIError) else error
        state = (isinstance(cause, psycopg.Error) and cause.sqlstate) or ""
        if state == _INSUFFICIENT and isinstance(error, DBAPIError):
            asked = (error.statement or "").lstrip()
            for begins, why in _WHY_NOT_ALLOWED.items():
                if asked.startswith(begins):
                    return why.format(server=self.where)
        for begins, why in _WHY.items():
            if state.startswith(begins):
                return why.format(server=self.where)
        if state and not state.startswith(("08", "57P")):
            return f"{self.where} refused it ({state}). Tell the administrator."
        said = str(cause)
        for words, why in _WHY_NOT_CONNECTED.items():
            if words in said:
                return why.format(server=self.where)
        return (
            f"{self.where} does not answer, or went away in the middle. Look at the network and "
            "the server, and try again."
        )

    def is_damage(self, error: Exception) -> bool:
        """Whether the server says that its files are damaged."""
        cause = error.orig if isinstance(error, DBAPIError) else error
        return isinstance(cause, psycopg.Error) and (cause.sqlstate or "").startswith("XX")

    def _connect(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(self._conninfo)

    @contextmanager
    def _bounded(self, connection: Connection) -> Iterator[None]:
        """Hang up where the server takes the question and never answers."""
        driver = connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)  # noqa: S101 `_connect` made it
        timer = Timer(_LONGEST_ANSWER_S, _hang_up, [driver.fileno()])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()


_ABOUT: Final = text(
    "SELECT current_setting('server_encoding'), current_setting('fsync'), pg_is_in_recovery(), "
    "current_setting('transaction_read_only') = 'on'"
)
_MAY_ADD: Final = text(f"SELECT has_table_privilege('{ENTRIES.name}', 'INSERT')")

_NOT_ACCEPTED: Final = (
    "{server} does not accept the user or the password that are set for it. Have record_server, or "
    "the password file, put right."
)
_NOT_ALLOWED: Final = "the user of {server} may not do that there. Ask the administrator."
_INSUFFICIENT: Final = "42501"
_STEP_3: Final = "README, Setting up ten workstations, step 3."
_WHY_NOT_ALLOWED: Final = {
    "CREATE TABLE": "{server} has no tables yet, and this user may not make them. Their owner "
    f"opens the record once: {_STEP_3}",
    "SELECT": "the user of {server} may not read its tables. Their owner grants that: " + _STEP_3,
}
"""By how the statement begins that was refused: the server's words are of its own language."""
_MISSING: Final = "{server} is not there. Have the administrator make it, or correct its name."
_NOT_ENCRYPTED: Final = (
    "{server} and record_server do not agree on encryption. Have sslmode, or the certificate, put "
    "right."
)
_WHY: Final = {
    "28": _NOT_ACCEPTED,
    "3D000": _MISSING,
    "55P03": f"another workstation has been recording in {{server}} for over {LONGEST_WAIT_S} s. "
    "Try again.",
    "53100": "the disk of {server} is full. Have the administrator make room on it.",
    "53": "{server} has too much to do at this moment. Try again.",
    "25006": "{server} can only be read. Have the administrator name the one to write.",
    _INSUFFICIENT: _NOT_ALLOWED,
    "58": "the disk of {server} did not do its part. Tell the administrator.",
    "XX": "{server} is damaged. Tell the administrator before anything else is done with it.",
}
"""By the beginning of the SQLSTATE (PostgreSQL, appendix A)."""

_WHY_NOT_CONNECTED: Final = {
    "password authentication failed": _NOT_ACCEPTED,
    "no password supplied": _NOT_ACCEPTED,
    "authentication failed": _NOT_ACCEPTED,
    "no pg_hba.conf entry": _NOT_ACCEPTED,
    'role "': _NOT_ACCEPTED,
    "permission denied": _NOT_ALLOWED,
    "does not exist": _MISSING,
    "too many": "{server} has no room for another connection. Try again.",
    "starting up": "{server} is just starting. Try again in a moment.",
    "shutting down": "{server} is just stopping. Try again once it is back.",
    "does not support SSL": _NOT_ENCRYPTED,
    "certificate": _NOT_ENCRYPTED,
}
"""By what an English server says before there is a connection, where libpq keeps no SQLSTATE."""


def _hang_up(number: int) -> None:
    """Close the connection for both sides; whoever waits for an answer is told that it is gone."""
    with suppress(OSError):  # it may just have ended by itself
        ours = socket.socket(fileno=number)
        try:
            ours.shutdown(socket.SHUT_RDWR)
        finally:
            ours.detach()  # it is the driver's to close
