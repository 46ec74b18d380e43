"""The server of the record's tests serves here too."""

from tests.records.conftest import server

__all__ = ["server"]
