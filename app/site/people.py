"""Who signs: initials with a PIN each. It tells who did it; it is not a lock.

A PIN of four digits can be tried out by whoever can read `site.toml`, and whoever can write to the
site folder can set another. It keeps one person's initials from being typed by another in passing.
"""

import json
import re
import time
from base64 import b64decode, b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from app.core.site_choices import SiteChoices
from app.site.site_folder import user_data_folder
from app.site.whole_file import write_beside

_INITIALS: Final = re.compile(r"[A-Z][A-Z0-9]{1,5}", re.ASCII)
_PIN: Final = re.compile(r"[0-9]{4,12}", re.ASCII)
_SCHEME: Final = "scrypt"
_N, _R, _P = 2**14, 8, 1
"""scrypt's cost: some 50 ms and 16 MB a try (RFC 7914 names these for a login)."""
_MOST_N: Final = 2**17
"""A cost beyond this is no cost that we wrote: it would stop the window for seconds."""
_MEMORY: Final = 256 * 1024 * 1024
_SALT_BYTES: Final = 16
_KEY_BYTES: Final = 32
_RUNS: Final = ("01234567890123", "98765432109876")
_LONGEST_WAIT_S: Final = 30
_FILE: Final = "wrong-pins.json"


def initials_of(text: str) -> str | None:
    """The initials that were typed, in capitals; None where they are none: RK, MB, RK2."""
    initials = text.strip().upper()
    return initials if _INITIALS.fullmatch(initials) else None


def why_not_a_pin(pin: str) -> str:
    """Why a PIN cannot be taken, "" where it can.

    One digit over and over and a run such as 1234 are refused: they are what is tried first.
    """
    if not _PIN.fullmatch(pin):
        return "A PIN has 4 to 12 digits."
    if len(set(pin)) == 1 or any(pin in run for run in _RUNS):
        return "That PIN is the first that anybody would try: take another."
    return ""


def hash_pin(pin: str) -> str:
    """What `site.toml` keeps of a PIN: scheme, cost, salt and key, from which it cannot be read."""
    import os  # noqa: PLC0415 only where a PIN is set

    salt = os.urandom(_SALT_BYTES)
    parts = (_SCHEME, str(_N), str(_R), str(_P), _written(salt), _written(_key(pin, salt, _N)))
    return "$".join(parts)


def pin_fits(pin: str, kept: str) -> bool:
    """Whether that is the PIN; False too where what is kept is none of ours."""
    from hmac import compare_digest  # noqa: PLC0415 only where a PIN is asked

    try:
        scheme, n, r, p, salt, key = kept.split("$")
        cost = int(n)
        if (scheme, int(r), int(p)) != (_SCHEME, _R, _P) or not _N <= cost <= _MOST_N:
            return False
        wanted = b64decode(key, validate=True)
        found = _key(pin, b64decode(salt, validate=True), cost)
    except ValueError:
        return False
    return len(wanted) == _KEY_BYTES and compare_digest(found, wanted)


@dataclass(slots=True)
class WrongPins:
    """How often each person's PIN was wrong, and how long to wait then: 1 s, 2, 4 … at most 30.

    Nobody is locked out. `file` keeps it across starts of the program; without one, or where it
    cannot be written, it is kept until the program ends. `clock` gives seconds.
    """

    file: Path | None = None
    clock: Callable[[], float] = time.time
    _times: dict[str, tuple[int, float]] = field(default_factory=dict)
    _is_kept: bool = True
    """Whether the file has them; then it is what another window of this user counted too."""

    @classmethod
    def of_user(cls) -> "WrongPins":
        """Those kept in the user's own folder."""
        wrong = cls(user_data_folder() / _FILE)
        wrong._read()
        return wrong

    def wait_s(self, initials: str) -> int:
        """Whole seconds until that person's next try; 0 where it may be now."""
        self._read_again()
        how_often, last = self._times.get(initials, (0, 0.0))
        if not how_often:
            return 0
        whole, now = min(_LONGEST_WAIT_S, 1 << min(how_often - 1, 10)), self.clock()
        if last > now:  # the clock was set back: the wait begins now, and it ends
            last = now
            self._times[initials] = (how_often, last)
            self._write()
        left = min(last + whole - now, whole)
        return min(whole, int(left) + 1) if left > 0 else 0

    def count_wrong(self, initials: str) -> None:
        """One more wrong PIN of that person."""
        self._read_again()
        how_often, _ = self._times.get(initials, (0, 0.0))
        self._times[initials] = (how_often + 1, self.clock())
        self._write()

    def forget(self, initials: str) -> None:
        """The right PIN was typed."""
        self._read_again()
        if self._times.pop(initials, None) is not None:
            self._write()

    def _read_again(self) -> None:
        if self._is_kept:
            self._read()

    def _read(self) -> None:
        with suppress(OSError, ValueError, TypeError, AttributeError, RecursionError):
            if self.file is not None:
                found = json.loads(self.file.read_text(encoding="utf-8"))
                self._times = {
                    str(who): (max(0, int(how_often)), float(last))
                    for who, (how_often, last) in found.items()
                }

    def _write(self) -> None:
        """As well as can be: a folder that cannot be written keeps nobody from signing."""
        self._is_kept = False
        with suppress(OSError):
            if self.file is not None:
                self.file.parent.mkdir(parents=True, exist_ok=True)
                write_beside(self.file, json.dumps(self._times).encode(), mode=0o600)
                self._is_kept = True


def why_not_signed(choices: SiteChoices, typed: str, pin: str, wrong: WrongPins) -> str:
    """Why that person does not sign, "" where they do; a wrong PIN is counted.

    Until a site has a list of people, initials alone sign, as they do where it chose that.
    """
    initials = initials_of(typed)
    if initials is None:
        return "Sign with two to six letters and digits, such as RK."
    person = choices.person(initials)
    if choices.initials_alone or not choices.people:
        listed = person is not None or not choices.people
        return "" if listed else f"{initials} is not among this site’s people: see Site setup."
    if person is None:
        return f"{initials} is not among this site’s people: add them in Site setup, People."
    if not person.pin:
        return f"{initials} has no PIN yet: set one in Site setup, People."
    if not pin:
        return "Type your PIN."
    if wait := wrong.wait_s(initials):
        return f"The PIN was wrong before: wait {wait} s, then try again."
    if not pin_fits(pin, person.pin):
        wrong.count_wrong(initials)
        return f"That is not the PIN of {initials}."
    wrong.forget(initials)
    return ""


def _key(pin: str, salt: bytes, cost: int) -> bytes:
    from hashlib import scrypt  # noqa: PLC0415 only where a PIN is asked or set

    return scrypt(pin.encode(), salt=salt, n=cost, r=_R, p=_P, maxmem=_MEMORY, dklen=_KEY_BYTES)


def _written(part: bytes) -> str:
    return b64encode(part).decode("ascii")
