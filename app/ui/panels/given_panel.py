"""What was really given: amount, why it was stopped, vials opened, kept, carried in, lost."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.core.amounts import Status
from app.core.claim_draft import ClaimDraft, LossDraft
from app.core.drug import Drug
from app.core.notation import plain, without_agreeing_unit
from app.core.notation import shown as figure
from app.core.order import PlannedVialDraft
from app.core.worksheet import ShortShelf, Worksheet
from app.ui.messages import messages_for
from app.ui.typed_order import Shown
from app.ui.widgets.button import Button
from app.ui.widgets.card import Card, Chip, Messages
from app.ui.widgets.field_grid import FieldGrid
from app.ui.widgets.fields import UnitField
from app.ui.widgets.signs import Tone
from app.ui.widgets.sizes import fix
from app.ui.widgets.text import Caption, label, show_if, show_text

_STATUS: Final = {
    Status.PLANNED: ("Planned, not given", Tone.NOTE),
    Status.GIVEN: ("Given", Tone.CONFIRM),
    Status.NOT_GIVEN: ("Not given", Tone.NOTE),
}
_MOST_LOSSES: Final = 50


class GivenPanel(Card):
    """Emits each amount as it is typed; nothing is filled in from the dose."""

    edited = Signal(str, object)
    opened_edited = Signal(object)
    rearranged = Signal()

    def __init__(self) -> None:
        super().__init__("Given")
        self._drug = label("", "strong")
        self.head.addWidget(self._drug)
        self._status = Chip(Tone.NOTE)
        self.body.addWidget(self._status)
        self._build_amounts()
        self._build_losses()

    def _build_amounts(self) -> None:
        mg = {
            "given_mg": UnitField("Amount given", "mg", placeholder="as charted", form="in mg"),
            "kept_mg": UnitField("Kept for another patient", "mg", form="in mg"),
            "carried_in_mg": UnitField("Carried in from another’s vial", "mg", form="in mg"),
        }
        stopped = UnitField(
            "Stopped because", placeholder="where less than the dose", form="the reason"
        )
        self._parts = {**mg, "stopped": stopped}
        for name, field in mg.items():
            field.edited.connect(
                lambda text, name=name: self.edited.emit(name, without_agreeing_unit(text, "mg"))
            )
        stopped.edited.connect(lambda text: self.edited.emit("stopped", text))
        self._grid = FieldGrid()
        self._given_caption = self._grid.put(0, 0, "&Given", mg["given_mg"])
        self._nothing = Button("No&thing given", self._type_nothing)
        self._nothing.setAccessibleDescription("types 0 mg")
        self._grid.put_beside(0, 1, self._nothing)
        self._grid.put(1, 0, "&Stopped because", stopped, span=2)
        self.body.addLayout(self._grid)
        self._opened = _OpenedRow()
        self._opened.edited.connect(self.opened_edited)
        self._opened.rearranged.connect(self.rearranged)
        self.body.addWidget(self._opened)
        self._shared = FieldGrid()
        self._shared.put(0, 0, "&Kept for another", mg["kept_mg"])
        self._shared.put(0, 1, "Fro&m another’s vial", mg["carried_in_mg"])
        self.body.addLayout(self._shared)
        for name, part in self._parts.items():
            part.line.setObjectName(name)

    def _build_losses(self) -> None:
        caption = Caption("&Lost: spilt, broken, expired; never JW")
        self.body.addWidget(caption)
        self._loss_column = QVBoxLayout()
        self._loss_column.setSpacing(2)
        self.body.addLayout(self._loss_column)
        self._about_losses = Messages()
        self.body.addWidget(self._about_losses)
        self._losses: list[_LossRow] = []
        self._show_rows(1)
        caption.setBuddy(self._losses[0].mg.line)

    def focus_first(self) -> None:
        """Put the keyboard where the amount given is typed."""
        self._parts["given_mg"].line.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_shown(self, shown: Shown) -> None:
        """Show what was typed, how it stands, and what there is to say about it."""
        answer, claim = shown.answer, shown.typed.claim
        name = shown.drug.name
        show_text(self._given_caption, f"{name} &given")
        self._parts["given_mg"].line.setToolTip(f"mg of {name}; the dose is not assumed")
        self._say_status(shown)
        for field, part in self._parts.items():
            typed = getattr(claim, field)
            if without_agreeing_unit(part.line.text(), "mg") != typed:
                part.show_text(typed)
        said = {p: messages_for(answer, (f,)) for f, p in self._parts.items()}
        if shown.about_day:
            said[self._parts["given_mg"]].append((Tone.ASK, shown.about_day))
        self._grid.say(said)
        self._shared.say(said)
        self._opened.show_shown(shown)
        self._nothing.setEnabled(not claim.given_mg.strip())
        self._show_losses(shown, claim)

    def _say_status(self, shown: Shown) -> None:
        answer, name = shown.answer, shown.drug.name
        dose = ""
        if isinstance(answer, (Worksheet, ShortShelf)):
            dose = f"{name}, dose {figure(answer.dose_mg)} mg"
        show_text(self._drug, dose or name)
        if isinstance(answer, Worksheet):
            word, tone = _STATUS[answer.status]
            how_much = f": {name} {figure(answer.billed_mg)} mg"
            self._status.say(word + (how_much if answer.status is Status.GIVEN else ""), tone)
        else:
            self._status.say("No answer yet: see the review", Tone.NOTE)

    def _type_nothing(self) -> None:
        self._parts["given_mg"].show_text("0")
        self.edited.emit("given_mg", "0")
        self._parts["stopped"].line.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- Losses -----------------------------------------------------------------------------------

    def _typed_losses(self) -> list[tuple[int, LossDraft]]:
        """What the rows say, with the place of each row that says anything."""
        return [
            (place, row.draft)
            for place, row in enumerate(self._losses)
            if row.draft.mg.strip() or row.draft.why.strip()
        ]

    def _edit_losses(self) -> None:
        typed = self._typed_losses()
        if typed and typed[-1][0] == len(self._losses) - 1:
            self._show_rows(len(self._losses) + 1)
        self.edited.emit("losses", tuple(draft for _, draft in typed))

    def _show_losses(self, shown: Shown, claim: ClaimDraft) -> None:
        """A row for each loss and an empty one; a row being emptied keeps its place."""
        typed = self._typed_losses()
        if tuple(draft for _, draft in typed) != claim.losses:
            self._show_rows(len(claim.losses) + 1)
            for place, row in enumerate(self._losses):
                row.show_draft(
                    claim.losses[place] if place < len(claim.losses) else LossDraft("", "")
                )
            typed = self._typed_losses()
        last = typed[-1][0] + 1 if typed else 0
        for place, row in enumerate(self._losses):
            show_if(row, place <= last or row.has_focus)
            row.say(shown, next((n for n, (at, _) in enumerate(typed) if at == place), None))
        self._about_losses.show_messages(messages_for(shown.answer, ("losses",)))

    def _show_rows(self, number: int) -> None:
        """Have so many rows at least."""
        while len(self._losses) < min(number, _MOST_LOSSES):
            row = _LossRow(len(self._losses) + 1)
            row.edited.connect(self._edit_losses)
            row.mg.line.setObjectName(f"losses[{len(self._losses)}]")
            self._losses.append(row)
            self._loss_column.addWidget(row)
            self.rearranged.emit()


class _LossRow(QWidget):
    """How much was lost, and why."""

    edited = Signal()

    def __init__(self, number: int) -> None:
        super().__init__()
        self.mg = UnitField(f"Lost {number}, amount", "mg", form="in mg")
        self._why = UnitField(
            f"Lost {number}, why", placeholder="why", form="spilt, broken or expired"
        )
        fix(self.mg, width=104)
        self.mg.edited.connect(lambda _text: self.edited.emit())
        self._why.edited.connect(lambda _text: self.edited.emit())
        self._messages = Messages()
        fields = QHBoxLayout()
        fields.setSpacing(8)
        fields.addWidget(self.mg)
        fields.addWidget(self._why, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(fields)
        column.addWidget(self._messages)

    @property
    def draft(self) -> LossDraft:
        """What is typed."""
        return LossDraft(without_agreeing_unit(self.mg.line.text(), "mg"), self._why.line.text())

    @property
    def has_focus(self) -> bool:
        """Whether it is being typed into."""
        return self.mg.line.hasFocus() or self._why.line.hasFocus()

    def show_draft(self, draft: LossDraft) -> None:
        """Put texts in."""
        self.mg.show_text(draft.mg)
        self._why.show_text(draft.why)

    def say(self, shown: Shown, place: int | None) -> None:
        """Show what is said about the loss of that place in the draft."""
        about_mg = messages_for(shown.answer, (f"losses[{place}].mg",))
        about_why = messages_for(shown.answer, (f"losses[{place}].why",))
        self.mg.show_said(about_mg)
        self._why.show_said(about_why)
        self._messages.show_messages([*about_mg, *about_why])


class _OpenedRow(QWidget):
    """How many vials of each size were opened: as planned, until a person writes what was.

    Before anything is given or lost they are a plan, which is not changed here.
    """

    edited = Signal(object)
    rearranged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._drug: Drug | None = None
        self._fields: dict[str, UnitField] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._caption = Caption("V&ials opened")
        self._column.addWidget(self._caption)
        self._sizes = QWidget()
        self._column.addWidget(self._sizes)
        self._messages = Messages()
        self._column.addWidget(self._messages)

    def show_shown(self, shown: Shown) -> None:
        """Show what was typed, else the plan; and what there is to say about it."""
        if shown.drug is not self._drug:
            self._build(shown.drug)
        typed, answer = shown.typed, shown.answer
        counts: dict[str, str] = {}
        if typed.plan is not None:
            counts = {size.mg: size.count for size in typed.plan}
        elif isinstance(answer, Worksheet):
            counts = {plain(size.mg): str(size.count) for size in answer.plan.vials}
        places = {size.mg: place for place, size in enumerate(typed.plan or ())}
        about_plan = messages_for(answer, ("plan",))
        said = list(about_plan)
        for mg, field in self._fields.items():
            field.show_text(counts.get(mg, "0" if counts else ""))
            field.setEnabled(typed.says_what_was_opened)
            about = messages_for(answer, (f"plan[{places[mg]}].count",)) if mg in places else []
            field.show_said([*about_plan, *about])
            said += about
        self._messages.show_messages(list(dict.fromkeys(said)))

    def _build(self, drug: Drug) -> None:
        """A field a size; the row follows where another drug has others."""
        self._drug = drug
        before, self._sizes = self._sizes, QWidget()
        grid = QGridLayout(self._sizes)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        self._fields.clear()
        for place, presentation in enumerate(drug.presentations):
            mg = f"{figure(presentation.mg)} mg"
            field = UnitField(
                f"{drug.name} {mg} vials opened", f"× {mg}", form="a whole number; 0 is none"
            )
            field.edited.connect(lambda _text: self._emit())
            grid.addWidget(field, place // 2, place % 2)
            grid.setColumnStretch(place % 2, 1)
            self._fields[plain(presentation.mg)] = field
        first = next(iter(self._fields.values()), None)
        if first is not None:
            self._caption.setBuddy(first.line)
            first.line.setObjectName("plan")
        self._column.replaceWidget(before, self._sizes)
        self._sizes.show()
        before.hide()
        before.deleteLater()
        self.rearranged.emit()

    def _emit(self) -> None:
        self.edited.emit(
            tuple([PlannedVialDraft(mg, field.line.text()) for mg, field in self._fields.items()])
        )
