"""Two workstations over one PostgreSQL record: one prepares, the other checks and is told."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.records.entry import Meaning
from app.site import load_site
from app.ui.main_window import PageName
from tests.records.conftest import server  # noqa: F401 a fixture
from tests.records.server import Server
from tests.ui import check_desk
from tests.ui.bench import WEIGHT, OpenBench
from tests.ui.check_desk import compare, enter_all, entries, with_people
from tests.ui.test_both_people import sign, sign_check
from tests.ui.test_recording import BY, ENCOUNTER, ctrl_enter, standing


@pytest.fixture
def on_a_server(site_folder: Path, server: Server) -> str:  # noqa: F811 the fixture
    """The site's people, and its record in a database of its own."""
    url = server.new_database()
    with_people(site_folder, f'record_server = "{url}"')
    return url


def test_what_one_prepares_the_other_checks(open_bench: OpenBench, on_a_server: str) -> None:
    bench = open_bench(site=load_site())
    bench.order("72.4", "10")
    for size, lot, expiry in (("500", "BX4471", "2027-05"), ("120", "BW1190", "2027-02")):
        bench.type_into(f"durvalumab {size} mg vials, lot", lot)
        bench.type_into(f"durvalumab {size} mg vials, expiry", expiry)
    bench.type_into(ENCOUNTER, "A-20417")
    sign(bench, "RK")
    assert standing(bench) == "Recorded: prepared RK, R-000001"

    other = open_bench(site=load_site())
    check_desk.at_check(other)
    enter_all(other)
    compare(other)
    sign_check(other)
    assert [e.content.meaning for e in entries(other)] == [Meaning.PREPARED, Meaning.CHECKED]

    bench.window.go_to(PageName.RECORDS)
    assert "1 dose" in bench.texts("Doses")
    bench.window.go_to(PageName.PREPARE)
    assert standing(bench) == "Recorded: prepared RK, checked MB, R-000001"


def test_server_that_is_gone_is_a_sentence_and_nothing_typed_is_lost(
    open_bench: OpenBench, on_a_server: str, site_folder: Path
) -> None:
    text = (site_folder / "site.toml").read_text(encoding="utf-8")
    nobody = on_a_server.rsplit("/", 1)[0] + "/not_there"
    (site_folder / "site.toml").write_text(text.replace(on_a_server, nobody), encoding="utf-8")
    bench = open_bench(site=load_site())
    bench.order("72.4", "10")
    bench.type_into(ENCOUNTER, "A-20417")
    ctrl_enter(bench)
    assert not bench.is_there(BY)  # nobody signs in vain
    assert "The record was not opened" in bench.text()
    password = on_a_server.split("@", maxsplit=1)[0].rsplit(":", 1)[1]
    assert password not in bench.text()
    assert bench.text_of(WEIGHT) == "72.4"
    bench.press(Qt.Key.Key_Escape)
