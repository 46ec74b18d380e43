"""The store that a place names."""

from app.records.places import RecordPlace
from app.records.sqlite_store import SqliteStore
from app.records.store import Store


def store_of(place: RecordPlace) -> Store:
    """The store; raises RecordTrouble where the address of a server is none."""
    if place.file is not None:
        return SqliteStore(place.file)
    from app.records.postgres_store import PostgresStore  # noqa: PLC0415 where a site names one

    return PostgresStore(place.server, place.name)
