"""The tables of the record, and the steps that brought them to what they are now."""

from collections.abc import Callable
from typing import Final, NamedTuple

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

from app.records.chain import Content
from app.records.entry import drug_of

METADATA: Final = MetaData()

ENTRIES: Final = Table(
    "vialwise_entries",
    METADATA,
    Column(
        "place",
        BigInteger().with_variant(Integer(), "sqlite"),
        CheckConstraint("place > 0"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("previous", Text(), nullable=False, unique=True),
    Column("hash", Text(), nullable=False, unique=True),
    Column("id", Text(), nullable=False),
    Column("at", Text(), nullable=False, index=True),
    Column("encounter", Text(), nullable=False, index=True),
    Column("course", Text(), nullable=False, index=True),
    Column("initials", Text(), nullable=False),
    Column("meaning", Text(), nullable=False),
    Column("drug", Text(), nullable=False),
    Column("content", LargeBinary(), nullable=False),  # last: SQLite reads past none to search
)
"""One row an entry. The content says it all; the columns from `id` on are there to be searched.

`previous` cannot be there twice, so that the chain cannot fork. A later version adds columns, each
with a default, and changes none: an older program goes on reading.
"""

SCHEMA: Final = Table(
    "vialwise_schema", METADATA, Column("version", Integer(), primary_key=True, autoincrement=False)
)
"""One row: by how many steps the tables are newer than the first ones, and 1."""


class Step(NamedTuple):
    """One change of the tables: what it is for, and how it is made."""

    name: str
    change: Callable[[Connection], None]


STEPS: Final[tuple[Step, ...]] = ()
"""What changed since version 1, in order; a later version is only ever added at the end."""


SEARCHED: Final = ("id", "at", "encounter", "course", "initials", "meaning", "drug")
"""The columns that repeat the content."""


def searched(content: Content) -> dict[str, str]:
    """The columns to be searched, as the content has them."""
    new = content.new
    return {
        "id": content.id,
        "at": content.at,
        "encounter": new.encounter,
        "course": new.course,
        "initials": new.by,
        "meaning": new.meaning.value,
        "drug": drug_of(new.worksheet).listed_as,
    }
