"""Whatever is changed, taken out or cut off is found, and the first broken entry named."""

import random
import sqlite3
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, select

from app.records.chain import BEFORE_THE_FIRST, hash_of
from app.records.entry import Entry
from app.records.places import RecordPlace
from app.records.record import Record, RecordTrouble, open_record
from app.records.rows import ALL, Walk, first_broken, rows_within
from app.records.schema import ENTRIES
from tests.records.entries import AT, entry
from tests.records.past_the_program import unguarded

CHANGES = 1_000


def _recorded(place: RecordPlace, many: int = 5) -> tuple[Record, list[Entry]]:
    record = open_record(place)
    return record, [record.append(entry(f"A-{number}"), AT) for number in range(1, many + 1)]


def test_each_of_a_thousand_changed_bytes_is_found(place: RecordPlace) -> None:
    _, entries = _recorded(place)
    chance = random.Random(20417)  # noqa: S311 the same changes each time
    with unguarded(place) as connection:
        contents = list(connection.scalars(select(ENTRIES.c.content).order_by(ENTRIES.c.place)))
        for _ in range(CHANGES):
            at = chance.randrange(len(entries))
            _set(connection, at + 1, _with_one_byte_changed(contents[at], chance))
            broken = first_broken(rows_within(connection, ALL), Walk())
            assert broken == f"R-00000{at + 1} was changed after it was recorded."
            _set(connection, at + 1, contents[at])
        assert first_broken(rows_within(connection, ALL), Walk()) == ""


def test_verify_names_the_entry_with_a_changed_byte(place: RecordPlace) -> None:
    record, entries = _recorded(place)
    chance = random.Random(20418)  # noqa: S311
    with unguarded(place) as connection:
        contents = list(connection.scalars(select(ENTRIES.c.content).order_by(ENTRIES.c.place)))
    for at, content in enumerate(contents):
        _put(place, at + 1, _with_one_byte_changed(content, chance))
        assert record.verify(entries[-1].hash).startswith(
            f"The record breaks: R-00000{at + 1} was changed after it was recorded. "
        )
        _put(place, at + 1, content)
    assert record.verify(entries[-1].hash) == ""


def _with_one_byte_changed(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    changed[chance.randrange(len(changed))] ^= chance.randrange(1, 256)
    return bytes(changed)


def _set(connection: Connection, at: int, content: bytes) -> None:
    connection.execute(ENTRIES.update().where(ENTRIES.c.place == at).values(content=content))


def _put(place: RecordPlace, at: int, content: bytes) -> None:
    with unguarded(place) as connection:
        _set(connection, at, content)


def test_each_changed_byte_of_the_file_itself_is_found(file_place: RecordPlace) -> None:
    record, entries = _recorded(file_place)
    assert file_place.file is not None
    whole = file_place.file.read_bytes()
    with sqlite3.connect(file_place.file) as read:
        contents = [row[0] for row in read.execute("SELECT content FROM vialwise_entries")]
    read.close()
    starts = [whole.index(content) for content in contents]
    chance = random.Random(1982)  # noqa: S311
    for _ in range(CHANGES // 4):
        at = chance.randrange(len(entries))
        changed = bytearray(whole)
        changed[starts[at] + chance.randrange(len(contents[at]))] ^= 1 << chance.randrange(8)
        file_place.file.write_bytes(changed)
        assert record.verify().startswith(f"The record breaks: R-00000{at + 1} was changed ")
    file_place.file.write_bytes(whole)
    assert record.verify() == ""


def test_any_byte_of_the_file_is_found_or_says_nothing_of_an_entry(
    file_place: RecordPlace,
) -> None:
    """Also where the file's own order is hit: either it is found, or every entry is as it was."""
    record, entries = _recorded(file_place)
    assert file_place.file is not None
    whole = file_place.file.read_bytes()
    chance, found = random.Random(73), 0  # noqa: S311
    for _ in range(CHANGES // 4):
        changed = bytearray(whole)
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        file_place.file.write_bytes(changed)
        try:
            broken = record.verify()
        except RecordTrouble as trouble:
            broken = trouble.sentence
        if broken:
            found += 1
        else:
            assert list(record.entries()) == entries
    assert found > CHANGES // 40  # most of so small a file is empty pages


@pytest.mark.parametrize("gone", [1, 3, 4])
def test_an_entry_taken_out_is_missed(place: RecordPlace, gone: int) -> None:
    record, _ = _recorded(place)
    with unguarded(place) as connection:
        connection.execute(ENTRIES.delete().where(ENTRIES.c.place == gone))
    stands = f"up to R-00000{gone - 1}." if gone > 1 else "No entry before it stands."
    assert record.verify().startswith(f"The record breaks: R-00000{gone} is missing. ")
    assert record.verify().endswith(stands)


@pytest.mark.parametrize("left", [4, 1, 0])
def test_a_cut_off_end_is_found_by_the_hash_on_paper_alone(place: RecordPlace, left: int) -> None:
    record, entries = _recorded(place)
    assert [record.verify(each.hash) for each in entries] == [""] * 5
    with unguarded(place) as connection:
        connection.execute(ENTRIES.delete().where(ENTRIES.c.place > left))
    assert record.verify() == ""
    for each in entries[:left]:
        assert record.verify(each.hash) == ""
    for each in entries[left:]:
        assert record.verify(each.hash).startswith(f"No entry has the hash {each.hash}: ")


def test_a_record_written_anew_is_found_by_the_hash_on_paper_alone(place: RecordPlace) -> None:
    record, entries = _recorded(place)
    with unguarded(place) as connection:
        connection.execute(ENTRIES.delete().where(ENTRIES.c.place > 3))
    record.append(entry("A-9"), AT)
    record.append(entry("A-10"), AT)
    assert record.verify() == ""  # the chain has no key
    assert record.verify(entries[4].hash).startswith("No entry has the hash ")


def test_a_hash_is_read_as_it_is_printed(place: RecordPlace) -> None:
    record, entries = _recorded(place, 2)
    head = entries[-1].hash
    grouped = " ".join(head[at : at + 8] for at in range(0, 64, 8))
    assert record.verify(f" {grouped.upper()}\n") == ""
    assert record.verify(BEFORE_THE_FIRST) == ""
    for wrong in (head[:63], f"{head}0", "g" * 64, "–"):
        assert "is not a hash of 64 letters and digits" in record.verify(wrong)


def _move(connection: Connection) -> None:
    for place, to in ((2, 99), (3, 2), (99, 3)):
        connection.execute(ENTRIES.update().where(ENTRIES.c.place == place).values(place=to))


def _rechained(connection: Connection) -> None:
    """The second entry with a hash that fits its changed content."""
    row = connection.execute(select(ENTRIES).where(ENTRIES.c.place == 2)).one()
    content = row.content.replace(b"A-2", b"B-2")
    changed = {"content": content, "encounter": "B-2", "hash": hash_of(row.previous, content)}
    connection.execute(ENTRIES.update().where(ENTRIES.c.place == 2).values(**changed))


def _other_content(connection: Connection) -> None:
    """The second entry with the whole row of the third, so that it is its own but not in place."""
    row = connection.execute(select(ENTRIES).where(ENTRIES.c.place == 2)).one()
    third = connection.scalar(select(ENTRIES.c.content).where(ENTRIES.c.place == 3))
    changed = {"content": third, "hash": hash_of(row.previous, third or b"")}
    connection.execute(ENTRIES.update().where(ENTRIES.c.place == 2).values(**changed))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_move, "R-000002 does not follow the entry before it."),
        (_rechained, "R-000003 does not follow the entry before it."),
        (_other_content, "R-000002 stands at another place than it was recorded at."),
    ],
)
def test_what_was_moved_or_chained_anew_is_found(
    place: RecordPlace, change: Callable[[Connection], None], said: str
) -> None:
    record, _ = _recorded(place)
    with unguarded(place) as connection:
        change(connection)
    assert said in record.verify()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("encounter", "A-9"),
        ("course", "C-9"),
        ("initials", "MB"),
        ("meaning", "given"),
        ("at", "2026-11-24T12:34:57Z"),
        ("drug", "pembrolizumab"),
        ("id", "R-000009"),
    ],
)
def test_what_is_searched_must_be_what_was_recorded(
    place: RecordPlace, column: str, value: str
) -> None:
    record, _ = _recorded(place)
    with unguarded(place) as connection:
        connection.execute(ENTRIES.update().where(ENTRIES.c.place == 3).values(**{column: value}))
    assert f"R-000003 is listed with another {column} than it was recorded with" in record.verify()


def test_a_changed_entry_is_neither_shown_nor_built_upon(place: RecordPlace) -> None:
    record, entries = _recorded(place)
    _put(place, 5, b"{}")
    shown = record.entries()
    assert [next(shown) for _ in range(4)] == entries[:4]
    with pytest.raises(RecordTrouble, match="R-000005 was changed after it was recorded"):
        next(shown)
    with pytest.raises(RecordTrouble, match=r"^Nothing was recorded: R-000005 was changed"):
        record.append(entry(), AT)
    with pytest.raises(RecordTrouble, match=r"^Nothing was recorded: R-000005 was changed"):
        record.append(entry("A-5"), AT, lambda _before: None)
    with pytest.raises(RecordTrouble, match="R-000005"):
        record.entry("R-000005")


def _rechain_the_last(connection: Connection, content: bytes) -> None:
    """The fifth entry with that content, in whose chain nothing is wrong."""
    row = connection.execute(select(ENTRIES).where(ENTRIES.c.place == 5)).one()
    changed = {"content": content, "hash": hash_of(row.previous, content)}
    connection.execute(ENTRIES.update().where(ENTRIES.c.place == 5).values(**changed))


@pytest.mark.parametrize(
    "rewrite",
    [
        pytest.param(lambda c: b'{"by":"XX",' + c[1:], id="a key twice"),
        pytest.param(lambda c: c.replace(b'"by":"RK"', b'"by":"XX","by":"RK"'), id="and inside"),
        pytest.param(lambda c: c.replace(b'"page":"', b'"page":"\\ud800'), id="half a pair"),
        pytest.param(lambda c: c.replace(b'"page":"', b'"page":"\xed\xa0\x80'), id="as bytes"),
        pytest.param(lambda c: c.decode().encode("utf-16"), id="another encoding"),
        pytest.param(lambda c: b"\xef\xbb\xbf" + c, id="with a mark"),
        pytest.param(lambda c: c.replace(b'"by":', b'"by": '), id="with a blank"),
        pytest.param(lambda c: c.replace(b'"place":5', b'"place":5.0'), id="no whole number"),
        pytest.param(lambda c: c[:-1] + b',"zz":1}', id="a field more"),
    ],
)
def test_content_that_is_not_written_as_the_program_writes_it_breaks_the_record(
    place: RecordPlace, rewrite: Callable[[bytes], bytes]
) -> None:
    """Two readers could read it as two things, and its hash would hold for both."""
    record, entries = _recorded(place)
    with unguarded(place) as connection:
        content = connection.scalar(select(ENTRIES.c.content).where(ENTRIES.c.place == 5)) or b""
        other = rewrite(content)
        assert other != content
        _rechain_the_last(connection, other)
    assert record.verify().startswith(
        "The record breaks: R-000005 is not written as an entry is. What is before it stands "
    )
    with pytest.raises(RecordTrouble, match="R-000005 is not written as an entry is: it is not sh"):
        record.entry("R-000005")
    with pytest.raises(RecordTrouble, match="Nothing was recorded: R-000005 is not written as"):
        record.append(entry("A-6"), AT)
    with unguarded(place) as connection:
        _rechain_the_last(connection, content)
    assert record.verify(entries[-1].hash) == ""


@pytest.mark.parametrize("wrong", [None, 0, -3, "five", 5.5, b"5"])
def test_a_table_that_was_rebuilt_without_its_key_is_a_sentence(
    file_place: RecordPlace, wrong: object
) -> None:
    record, _ = _recorded(file_place)
    assert file_place.file is not None
    rebuilt = sqlite3.connect(file_place.file)
    rebuilt.execute("CREATE TABLE copied AS SELECT * FROM vialwise_entries")
    rebuilt.execute("DROP TABLE vialwise_entries")
    rebuilt.execute("ALTER TABLE copied RENAME TO vialwise_entries")
    rebuilt.execute("UPDATE vialwise_entries SET place = ? WHERE place = 5", [wrong])
    rebuilt.commit()
    rebuilt.close()
    assert record.verify().startswith("The record breaks: ")
    told = []
    for read in (
        lambda: list(record.entries()),
        record.newest,
        lambda: record.append(entry(), AT),
        lambda: record.append(entry(), AT, lambda _before: None),
    ):
        try:
            read()
        except RecordTrouble as trouble:
            told.append(trouble.sentence)
    assert wrong in {None, 0, -3} or told
