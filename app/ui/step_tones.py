"""The tone in which a step of a recorded dose stands, alike in the list and beside its entry."""

from typing import Final

from app.records.dose_entries import StepState
from app.ui.widgets.signs import Tone

STEP_TONES: Final = {
    StepState.DONE: Tone.CONFIRM,
    StepState.ASKED: Tone.ASK,
    StepState.NOT_YET: Tone.NOTE,
}
