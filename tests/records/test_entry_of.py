"""What is recorded of a worksheet is all of it, and what it stands on."""

import json
from pathlib import Path

from app import __version__
from app.contract.answer import answer_of
from app.contract.request import read_request
from app.core.calculate import calculate
from app.records.entry import Meaning
from app.records.entry_of import entry_of
from app.records.places import place_of_file
from app.records.record import open_record
from app.reference import load_reference
from tests.core.asking import TODAY, by_weight, durvalumab_file, worksheet
from tests.records.entries import AT


def test_a_worksheet_is_recorded_whole_and_can_be_calculated_again(tmp_path: Path) -> None:
    known, drug = load_reference(), durvalumab_file()
    draft = by_weight("72.4")
    sheet = worksheet(draft, drug, TODAY, known.rules)
    new = entry_of(
        sheet,
        draft,
        known.rules,
        {"weighed": "72.4 kg at 8:10"},
        encounter="A-20417",
        by="RK",
        meaning=Meaning.PREPARED,
        course="C-7",
    )
    assert new.worksheet["dose_mg"] == "724"
    assert new.worksheet["units"] == {"administered": 73, "discarded": 1, "opened": 74}
    assert "724 mg" in new.page
    assert (new.program, new.tables) == (
        __version__,
        {"hcpcs": known.rules.codes.dated.isoformat()},
    )
    place = place_of_file(tmp_path / "record.sqlite")
    open_record(place).append(new, AT)
    [recorded] = open_record(place).entries()
    assert recorded.content == new
    order = read_request(json.dumps(recorded.content.request).encode(), {drug.id: drug})
    assert order == (draft, drug)
    again = calculate(draft, drug, known.rules, TODAY)
    assert answer_of(again, full=True) == recorded.content.worksheet
