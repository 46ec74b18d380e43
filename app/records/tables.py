"""Making the tables of the record, and bringing old ones forward."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, inspect, select

from app.records.schema import ENTRIES, METADATA, SCHEMA, Step
from app.records.store import Store
from app.records.trouble import RecordTrouble

NONE_YET: Final = 0


def version_there(store: Store, connection: Connection) -> int:
    """The schema version of the record in that store, 0 where there is none yet.

    Raises RecordTrouble where something else is there.
    """
    has_table = inspect(connection).has_table
    has_entries, has_schema = has_table(ENTRIES.name), has_table(SCHEMA.name)
    if has_entries and has_schema:
        versions = connection.scalars(select(SCHEMA.c.version)).all()
        if len(versions) == 1 and isinstance(versions[0], int) and versions[0] > 0:
            return versions[0]
    elif not (has_entries or has_schema or store.is_foreign(connection)):
        return NONE_YET
    raise RecordTrouble(
        f"The record was not opened: {store.where} holds something else than a whole record of "
        "Vialwise. Name another place, or restore the newest backup if the record was there."
    )


def make_tables(store: Store, connection: Connection, version: int) -> None:
    """Make the tables of that version where there are none."""
    make_unguarded_tables(connection, version)
    guard(store, connection)


def make_unguarded_tables(connection: Connection, version: int) -> None:
    """The same tables, into which rows can still be put in any way."""
    METADATA.create_all(connection, checkfirst=False)
    connection.execute(SCHEMA.insert().values(version=version))


def guard(store: Store, connection: Connection) -> None:
    """Let the store refuse, from now on, to change or take away an entry."""
    for words in store.guards:
        connection.exec_driver_sql(words)


def bring_forward(connection: Connection, version: int, steps: Sequence[Step]) -> None:
    """Take each step that a record of that version lacks."""
    for step in steps[version - 1 :]:
        step.change(connection)
    connection.execute(SCHEMA.update().values(version=1 + len(steps)))
