"""What a checker does on the Double-check page, and what there is to read on it."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.records.entry import Entry, NewEntry
from app.site.people import hash_pin
from app.ui.live_record import LiveRecord
from app.ui.pages.double_check import DoubleCheckPage
from app.ui.widgets.card import Card
from tests.records.orders import ENCOUNTER
from tests.ui.bench import Bench, settle, texts_of

CARD: Final = "Second check"
COMPARISON: Final = "Comparison"
REF: Final = "Encounter reference"
DRUG: Final = "Drug of the check"
WEIGHT: Final = "Weight of the check"
ORDERED: Final = "Dose on the order of the check"
DOSE: Final = "Dose to give of the check"
VOLUME: Final = "Volume drawn of the check"
BAG: Final = "Bag of the check"
METHOD: Final = "How the bag of the check is filled"
GIVEN: Final = "Dose given of the check"
UNITS: Final = "Units given of the check"
JW: Final = "JW units of the check"
CODE: Final = "Billing code of the check"
BY: Final = "Checked by, initials"
PIN: Final = "PIN of the checker"
SIGN: Final = "Sign check"
SEND_BACK: Final = "Send back to preparer"
BEFORE: Final = "Moment of the check: Before the vials are opened"
CLAIM: Final = "Moment of the check: Before the claim"
LB: Final = "Unit of the weight: lb"
FLAT: Final = "Dose ordered in: mg flat"

PINS: Final = {"RK": "2580", "MB": "1357"}
_KEPT: Final = {who: hash_pin(pin) for who, pin in PINS.items()}
GS: Final = "\x1d"
SCAN_500: Final = f"]d2010030310461150021S1{GS}1727053110BX4471"
SCANS_120: Final = (
    f"]d2010030310450012521S2{GS}1727022810BW1190",
    f"]d2010030310450012521S3{GS}1727022810BW1190",
)


def with_people(site_folder: Path, more: str = "") -> None:
    """A site where RK and MB sign, each with a PIN."""
    people = "\n".join(f'{who} = "{kept}"' for who, kept in _KEPT.items())
    text = f"format = 1\n{more}\n[people]\n{people}\n"
    (site_folder / "site.toml").write_text(text, encoding="utf-8")


def record_of(bench: Bench) -> LiveRecord:
    """The record behind the window."""
    return LiveRecord.of(bench.window._live)


def put(bench: Bench, content: NewEntry) -> Entry:
    """Have somebody else's entry in the record."""
    entry = record_of(bench).record(content)
    assert isinstance(entry, Entry), entry
    return entry


def entries(bench: Bench) -> tuple[Entry, ...]:
    """All that is recorded of the encounter."""
    return record_of(bench).entries_of(ENCOUNTER)


def at_check(bench: Bench) -> Bench:
    """Alt+3."""
    bench.alt("3")
    return bench


def page(bench: Bench) -> DoubleCheckPage:
    """The page that is in sight."""
    found = bench.window.page
    assert isinstance(found, DoubleCheckPage)
    return found


def scan(bench: Bench, text: str) -> None:
    """A scan: its characters, the separator as a scanner types it, and Enter."""
    for letter in text:
        if letter == GS:
            control = Qt.KeyboardModifier.ControlModifier
            QTest.keyClick(bench.keyboard, Qt.Key.Key_BracketRight, control)
        else:
            QTest.keyClicks(bench.keyboard, letter)
    bench.enter()


def enter_all(bench: Bench, **others: str) -> None:
    """Everything for 72.4 kg and 10 mg/kg, but for these fields."""
    bench.type_into(REF, ENCOUNTER)
    bench.enter()
    for text in (SCAN_500, *SCANS_120):
        scan(bench, text)
    typed = {"weight": "72.4", "ordered": "10", "dose": "724", "volume": "14.48"} | others
    bench.type_into(WEIGHT, typed["weight"])
    bench.type_into(ORDERED, typed["ordered"])
    bench.type_into(DOSE, typed["dose"])
    bench.type_into(VOLUME, typed["volume"])
    bench.pick(BAG, "100 mL sodium chloride 0.9 %")
    bench.pick(METHOD, typed.get("method", "drug added"))
    bench.type_into(UNITS, typed.get("units", "73"))
    bench.type_into(JW, typed.get("jw", "1"))


def enter_claim(bench: Bench, **others: str) -> None:
    """Everything before the claim."""
    bench.click(CLAIM)
    bench.type_into(REF, ENCOUNTER)
    bench.enter()
    bench.pick(DRUG, "durvalumab")
    typed = {"weight": "72.4", "given": "724", "units": "73", "jw": "1", "code": "J9323"} | others
    bench.type_into(WEIGHT, typed["weight"])
    bench.type_into(ORDERED, "10")
    bench.type_into(DOSE, "724")
    bench.type_into(GIVEN, typed["given"])
    bench.type_into("durvalumab 500 mg vials, count", "1")
    bench.type_into("durvalumab 120 mg vials, count", "2")
    bench.type_into(UNITS, typed["units"])
    bench.type_into(JW, typed["jw"])
    bench.type_into(CODE, typed["code"])


def compare(bench: Bench, by: str = "MB", pin: str | None = None) -> None:
    """Sign with initials and PIN, and compare; later looks are signed already."""
    if bench.control(BY).isEnabled():
        bench.type_into(BY, by)
        if bench.is_there(PIN):
            bench.type_into(PIN, PINS.get(by, "") if pin is None else pin)
    bench.alt("C")


def rows(bench: Bench) -> dict[str, tuple[str, ...]]:
    """The comparison: figure → what stands beside it and what came of it."""
    found = {}
    for line in bench.parts(QFrame, bench.part(Card, COMPARISON)):
        if line.objectName() == "compared":
            texts = [texts_of(p)[0] for p in bench.parts(QLabel, line) if texts_of(p)[0]]
            found[texts[0]] = tuple(texts[1:])
    return found


def results(bench: Bench) -> dict[str, str]:
    """Figure → same, differs or what else came of it; nothing before Compare."""
    words = {"same", "differs", "not on the worksheet", "not entered"}
    return {
        figure: next((text for text in texts if text in words), "")
        for figure, texts in rows(bench).items()
        if figure != "Figure"
    }


def differing(bench: Bench) -> list[str]:
    """The figures that differ."""
    return [figure for figure, result in results(bench).items() if result == "differs"]


def headline(bench: Bench) -> str:
    """How the check stands, as the notice says it."""
    (notice,) = [
        part
        for part in bench.parts(QFrame, bench.part(Card, COMPARISON))
        if part.objectName() == "notice"
    ]
    return " ".join(texts_of(part)[0] for part in bench.parts(QLabel, notice))


def is_enabled(bench: Bench, name: str) -> bool:
    """Whether a control can be used."""
    return bench.control(name).isEnabled()


def all_texts(bench: Bench) -> str:
    """All that is on screen or told to a screen reader, what a person typed left out."""
    told = [
        text
        for part in bench.parts(QWidget)
        for text in (part.accessibleName(), part.accessibleDescription(), part.toolTip())
    ]
    return "\n".join([*bench.texts(), *told])


def _blank(bench: Bench) -> None:
    settle()


def _wrong(bench: Bench) -> None:
    enter_all(bench, weight="7.2.4", units="7,3")
    compare(bench, "RK", "0000")


def _look(bench: Bench) -> None:
    enter_all(bench, weight="74.2", dose="742", jw="2")
    compare(bench)


def _seen(bench: Bench) -> None:
    _look(bench)
    for name, text in ((WEIGHT, "74.2"), (DOSE, "742"), (JW, "2")):
        bench.type_into(name, text)
    bench.alt("C")


def _agreed(bench: Bench) -> None:
    enter_all(bench)
    compare(bench)


def _signed(bench: Bench) -> None:
    _agreed(bench)
    bench.alt("I")


CHECK_STATES: Final[dict[str, Callable[[Bench], None]]] = {
    "blank": _blank,
    "wrong": _wrong,
    "look": _look,
    "seen": _seen,
    "agreed": _agreed,
    "signed": _signed,
}
