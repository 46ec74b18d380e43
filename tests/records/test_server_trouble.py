"""What goes wrong with a server: each with one clear sentence, and nothing half recorded."""

import random
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from app.records.backup import add_rows
from app.records.chain import content_of, hash_of
from app.records.entry import Entry
from app.records.places import RecordPlace
from app.records.record import Record, RecordTrouble, open_record
from app.records.rows import Row
from tests.records.entries import AT, entry, fill
from tests.records.proxy import Cut, Proxy
from tests.records.server import PASSWORD, Server

GONE = (
    "does not answer, or went away in the middle. Look at the network and the server, and try "
    "again."
)


def _sentence(record: Record, page: str = "") -> str:
    with pytest.raises(RecordTrouble) as trouble:
        record.append(entry(page=page), AT)
    assert PASSWORD not in trouble.value.sentence
    return trouble.value.sentence


def _open_sentence(url: str) -> str:
    with pytest.raises(RecordTrouble) as trouble:
        open_record(RecordPlace(None, url))
    sentence = trouble.value.sentence
    assert PASSWORD not in sentence
    assert sentence.startswith("The record was not opened: ")
    return sentence.removeprefix("The record was not opened: ")


def _behind(kept: Entry) -> Row:
    """The row of an entry behind that one."""
    content = content_of(entry(), kept.place + 1, kept.at)
    hashes = {"previous": kept.hash, "hash": hash_of(kept.hash, content)}
    return {"place": kept.place + 1, **hashes, "content": content}


def _record_on_a_server_that_dies(record: Record, server: Server, row: Row) -> None:
    with record.store.writing() as connection:
        add_rows(connection, [row])
        server.stop("immediate")


def _database(place: RecordPlace) -> str:
    return place.server.rpartition("/")[2]


@pytest.fixture
def wire(server: Server) -> Iterator[Proxy]:
    """A wire to the server."""
    made = Proxy(server.port)
    yield made
    made.close()


def _through(wire: Proxy, place: RecordPlace) -> RecordPlace:
    return RecordPlace(
        None,
        f"postgresql://vialwise:{PASSWORD}@127.0.0.1:{wire.port}/{_database(place)}?sslmode=disable",
    )


def test_a_server_that_stopped_is_said_and_lost_nothing(
    server: Server, server_place: RecordPlace
) -> None:
    record = open_record(server_place)
    kept = [record.append(entry(), AT) for _ in range(5)]
    server.stop("immediate")
    try:
        where = f"the database {_database(server_place)} on 127.0.0.1:{server.port}"
        assert _sentence(record) == f"Nothing was recorded: {where} {GONE}"
        with pytest.raises(RecordTrouble, match="The record was not read: "):
            list(record.entries())
        with pytest.raises(RecordTrouble, match="The record was not read: "):
            record.verify()
        assert _open_sentence(server_place.server) == f"{where} {GONE}"
    finally:
        server.start()
    assert list(record.entries()) == kept
    assert record.append(entry(), AT).id == "R-000006"


def test_a_server_that_dies_with_an_entry_under_way_has_none_of_it(
    server: Server, server_place: RecordPlace
) -> None:
    record = open_record(server_place)
    kept = record.append(entry(), AT)
    with pytest.raises(DBAPIError):
        _record_on_a_server_that_dies(record, server, _behind(kept))
    server.start()
    assert list(record.entries()) == [kept]
    assert record.verify(kept.hash) == ""


def test_an_entry_whose_words_never_arrived_was_not_recorded(
    wire: Proxy, server_place: RecordPlace
) -> None:
    record = open_record(_through(wire, server_place))
    for words in (b"INSERT INTO", b"COMMIT\0"):
        wire.cut(words, Cut.BEFORE)
        assert _sentence(record).startswith("Nothing was recorded: the database ")
        assert list(record.entries()) == []
    assert record.append(entry(), AT).id == "R-000001"


def test_an_entry_whose_acknowledgement_was_lost_is_looked_for_and_handed_back(
    wire: Proxy, server_place: RecordPlace
) -> None:
    record = open_record(_through(wire, server_place))
    wire.cut(b"COMMIT\0", Cut.AFTER)
    recorded = record.append(entry(), AT)
    assert list(record.entries()) == [recorded]
    assert record.append(entry(), AT).id == "R-000002"


def test_an_entry_that_cannot_be_looked_for_is_said_to_be_unknown(
    wire: Proxy, server_place: RecordPlace
) -> None:
    record = open_record(_through(wire, server_place))
    wire.cut(b"COMMIT\0", Cut.AFTER, for_good=True)
    assert _sentence(record) == (
        f"It is not known whether R-000001 was recorded: the database {_database(server_place)} "
        f"on 127.0.0.1:{wire.port} {GONE} Look for it in the record before you record it again."
    )
    assert [each.id for each in open_record(server_place).entries()] == ["R-000001"]


def test_a_server_that_takes_the_question_and_never_answers_is_given_up(
    wire: Proxy, server_place: RecordPlace
) -> None:
    record = open_record(_through(wire, server_place))
    wire.cut(b"INSERT INTO", Cut.DEAD)
    start = time.monotonic()
    assert _sentence(record).endswith(GONE)
    assert 9 < time.monotonic() - start < 25


def test_another_workstation_that_records_for_long_is_waited_for_and_named(
    server_place: RecordPlace,
) -> None:
    record = open_record(server_place)
    with open_record(server_place).store.writing():
        start = time.monotonic()
        assert _sentence(record).startswith(
            "Nothing was recorded: another workstation has been recording in the database "
        )
        assert 4 < time.monotonic() - start < 20
    assert record.append(entry(), AT).id == "R-000001"


def test_a_wrong_password_a_stranger_and_a_missing_database_are_said(server: Server) -> None:
    where = f"the database postgres on 127.0.0.1:{server.port}"
    not_accepted = f"{where} does not accept the user or the password that are set for it."
    wrong = server.url("postgres", password="another")  # noqa: S106 wrong on purpose
    assert _open_sentence(wrong).startswith(not_accepted)
    assert _open_sentence(server.url("postgres", user="nobody")).startswith(not_accepted)
    without = f"postgresql://vialwise@127.0.0.1:{server.port}/postgres"
    assert _open_sentence(without).startswith(not_accepted)
    assert _open_sentence(server.url("nowhere")) == (
        f"the database nowhere on 127.0.0.1:{server.port} is not there. Have the administrator "
        "make it, or correct its name."
    )


def test_a_server_that_does_not_encrypt_as_asked_is_said(server: Server) -> None:
    assert _open_sentence(f"{server.url('postgres')}?sslmode=require").startswith(
        f"the database postgres on 127.0.0.1:{server.port} and record_server do not agree on "
        "encryption."
    )


def test_a_user_whom_the_database_is_closed_to_is_told_to_ask(
    server: Server, server_place: RecordPlace
) -> None:
    name = _database(server_place)
    server.tell(
        f"CREATE ROLE {name}_nurse LOGIN PASSWORD '{PASSWORD}'",
        f"REVOKE CONNECT ON DATABASE {name} FROM PUBLIC",
    )
    assert "may not do that there" in _open_sentence(server.url(name, user=f"{name}_nurse"))


def test_what_answers_and_is_no_server_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        thread = threading.Thread(target=_answer_as_a_web_server, args=(other,))
        thread.start()
        assert _open_sentence(f"postgresql://vialwise@127.0.0.1:{port}/vialwise").endswith(GONE)
        other.shutdown(socket.SHUT_RDWR)
        thread.join()


def _answer_as_a_web_server(listening: socket.socket) -> None:
    with suppress(OSError):
        while True:
            client, _ = listening.accept()
            client.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            client.close()


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://vialwise:hours-of-Rain@[db.invalid/vialwise",
        "postgresql://vialwise:hours-of-Rain@db.invalid:12a/vialwise",
        "postgresql://vialwise:hours/of-Rain@db.invalid/vialwise",
        "postgresql://db.invalid/vialwise?pasword=hours-of-Rain",
        "postgresql://vialwise:hours-of-Rain%ZZ@db.invalid/vialwise",
        "postgresql://vialwise:hours-of-Rain@/vialwise?host=db.invalid&port=1x",
    ],
)
def test_an_address_that_is_none_is_said_without_any_of_it(url: str) -> None:
    with pytest.raises(RecordTrouble) as trouble:
        open_record(RecordPlace(None, url))
    sentence = trouble.value.sentence
    assert sentence.startswith("The record was not opened: ")
    assert "hours" not in sentence
    assert "Rain" not in sentence
    assert trouble.value.__cause__ is None or "Rain" not in str(trouble.value.__cause__)


def test_a_server_that_is_nowhere_is_said() -> None:
    assert _open_sentence("postgresql://vialwise@127.0.0.1:1/vialwise") == (
        f"the database vialwise on 127.0.0.1:1 {GONE}"
    )
    assert "does not answer" in _open_sentence("postgresql://records.invalid/vialwise")


def test_a_user_who_may_not_make_tables_is_told_to_ask(
    server: Server, server_place: RecordPlace
) -> None:
    name = _database(server_place)
    server.tell(f"CREATE ROLE {name}_nurse LOGIN PASSWORD '{PASSWORD}'")
    url = server.url(name, user=f"{name}_nurse")
    assert _open_sentence(url) == (
        f"the database {name} on 127.0.0.1:{server.port} has no tables yet, and this user may not "
        "make them. Their owner opens the record once: README, Setting up ten workstations, step 3."
    )


def test_a_user_whom_the_tables_are_not_granted_to_is_told_so(
    server: Server, server_place: RecordPlace
) -> None:
    open_record(server_place)
    name = _database(server_place)
    server.tell(f"CREATE ROLE {name}_nurse LOGIN PASSWORD '{PASSWORD}'")
    assert _open_sentence(server.url(name, user=f"{name}_nurse")) == (
        f"the user of the database {name} on 127.0.0.1:{server.port} may not read its tables. "
        "Their owner grants that: README, Setting up ten workstations, step 3."
    )


def test_a_user_who_may_read_and_add_alone_is_enough(
    server: Server, server_place: RecordPlace
) -> None:
    open_record(server_place)
    name = _database(server_place)
    server.tell(
        f"CREATE ROLE {name}_nurse LOGIN PASSWORD '{PASSWORD}'",
        f"GRANT SELECT ON vialwise_entries, vialwise_schema TO {name}_nurse",
        database=name,
    )
    nurse = RecordPlace(None, server.url(name, user=f"{name}_nurse"))
    reading = open_record(nurse)
    assert reading.is_read_only
    assert "may read and not record" in _sentence(reading)
    server.tell(f"GRANT INSERT ON vialwise_entries TO {name}_nurse", database=name)
    recorded = open_record(nurse).append(entry(), AT)
    assert recorded.id == "R-000001"
    with (
        psycopg.connect(nurse.server) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(b"DELETE FROM vialwise_entries")


def test_a_database_of_another_encoding_is_refused(server: Server) -> None:
    url = server.new_database("ENCODING 'SQL_ASCII' TEMPLATE template0")
    assert "keeps its text as SQL_ASCII" in _open_sentence(url)


def test_a_database_that_can_only_be_read_is_opened_so(
    server: Server, server_place: RecordPlace
) -> None:
    kept = open_record(server_place).append(entry(), AT)
    name = _database(server_place)
    server.tell(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    record = open_record(server_place)
    assert list(record.entries()) == [kept]
    assert _sentence(record) == (
        f"Nothing was recorded: the database {name} on 127.0.0.1:{server.port} can only be read. "
        "Have the administrator name the one to write."
    )


def test_another_programs_tables_of_our_names_are_left_alone(
    server: Server, server_place: RecordPlace
) -> None:
    server.tell("CREATE TABLE vialwise_entries (a int)", database=_database(server_place))
    assert "something else than a whole record" in _open_sentence(server_place.server)


def test_a_server_that_acknowledges_early_is_told_to_wait_for_its_disk(
    server: Server, server_place: RecordPlace
) -> None:
    name = _database(server_place)
    server.tell(f"ALTER DATABASE {name} SET synchronous_commit = off")
    record = open_record(server_place)
    with record.store.writing() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
    server.tell("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
    try:
        until = time.monotonic() + 10
        while not (record := open_record(server_place)).is_read_only and time.monotonic() < until:
            time.sleep(0.05)
        assert "acknowledges before anything is on its disk" in _sentence(record)
    finally:
        server.tell("ALTER SYSTEM RESET fsync", "SELECT pg_reload_conf()")


def test_a_server_whose_disk_is_full_is_said_and_lost_nothing(
    server: Server, server_place: RecordPlace, small_disk_of_server: str
) -> None:
    name = _database(server_place)
    server.tell(f"ALTER DATABASE {name} SET default_tablespace = {small_disk_of_server}")
    record = open_record(server_place)
    with pytest.raises(RecordTrouble) as trouble:
        fill(record, map(_noise, range(50)))
    hashes = [each.hash for each in record.entries()]
    assert trouble.value.sentence == (
        f"Nothing was recorded: the disk of the database {name} on 127.0.0.1:{server.port} is "
        "full. Have the administrator make room on it."
    )
    assert len(hashes) > 1
    assert record.verify(hashes[-1]) == ""
    server.tell("DROP TABLE vialwise_entries, vialwise_schema", database=name)
    server.tell(f"ALTER DATABASE {name} RESET default_tablespace")


def _noise(number: int) -> str:
    """100,000 letters that cannot be packed."""
    return random.Random(number).randbytes(50_000).hex()  # noqa: S311
