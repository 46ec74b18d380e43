"""The exact search: every way to cover a target that no other way beats in both opened and count.

Whole numbers only: contents and target are counted in steps that divide every content, so nothing
is rounded. Depth first, larger vials first; a branch is left when a plan already found is at least
as good as two true lower bounds, the least amount that the remaining sizes can still reach and the
fewest vials that can still cover the rest. Plans are found in the order "larger vials first", so
the first of two equal ones is the one to keep.
"""

from typing import Final, NamedTuple

_WORTH_BOUNDING: Final = 3
"""With fewer sizes left the plain loop is quicker than its bounds."""


class Way(NamedTuple):
    """How many of each size, in the order asked; what they open; how many they are."""

    counts: tuple[int, ...]
    opened: int
    vials: int


def best_ways(
    sizes: tuple[int, ...], on_hand: tuple[int | None, ...], target: int, most_vials: int
) -> list[Way]:
    """The ways to open at least `target` that none equals or beats in both opened and vials.

    Sizes come larger first, each above 0; `on_hand` None is not limited. Least opened first. Empty
    where no way of at most `most_vials` vials covers the target.
    """
    search = _Search(sizes, on_hand, target, most_vials)
    search.descend(0, target, 0, ())
    return sorted(search.ways, key=lambda way: way.opened)


def fewest_to_cover(
    sizes: tuple[int, ...], on_hand: tuple[int | None, ...], rest: int
) -> int | None:
    """The fewest vials that open at least `rest`, or None where all of them do not."""
    vials = 0
    for size, limit in zip(sizes, on_hand, strict=True):
        if rest <= 0:
            break
        count = -(-rest // size)
        if limit is not None and limit < count:
            count = limit
        vials += count
        rest -= count * size
    return vials if rest <= 0 else None


class _Search:
    """One run of the search, and what it has found so far."""

    __slots__ = ("_last", "_most", "_on_hand", "_reachable", "_sizes", "_target", "ways")

    def __init__(
        self, sizes: tuple[int, ...], on_hand: tuple[int | None, ...], target: int, most: int
    ) -> None:
        self._sizes = sizes
        self._on_hand = on_hand
        self._target = target
        self._most = most
        self._last = len(sizes) - 1
        self._reachable = _reachable_from(sizes, on_hand, target)
        self.ways: list[Way] = []

    def descend(self, place: int, rest: int, vials: int, counts: tuple[int, ...]) -> None:
        """Try every count of the size at `place`, most first, to open `rest` more."""
        size = self._sizes[place]
        limit = self._on_hand[place]
        need = -(-rest // size)
        count = need if limit is None or need < limit else limit
        if place == self._last:
            if count == need:
                self._keep((*counts, count), rest - count * size, vials + count)
            return
        bounded = self._last - place >= _WORTH_BOUNDING - 1
        after = self._sizes[place + 1 :]
        after_on_hand = self._on_hand[place + 1 :]
        while count >= 0:
            left = rest - count * size
            used = vials + count
            if left <= 0:
                padding = (0,) * len(after)
                self._keep((*counts, count, *padding), left, used)
            else:
                more = fewest_to_cover(after, after_on_hand, left)
                if more is None or used + more > self._most:
                    return  # fewer of this size leaves still more to the smaller ones
                if bounded and self._beaten(place, rest, used + more):
                    return  # nor can fewer of this size do with fewer vials
                if not bounded or not self._beaten(place + 1, left, used + more):
                    self.descend(place + 1, left, used, (*counts, count))
            count -= 1

    def _beaten(self, place: int, rest: int, least_vials: int) -> bool:
        """Whether a way already found is as good as any of at least `least_vials` vials here.

        It is where the sizes from `place` on reach nothing from `rest` up that opens less. Only
        these bits are taken out of the table: it can have millions.
        """
        opened = [way.opened for way in self.ways if way.vials <= least_vials]
        if not opened:
            return False
        less = min(opened) - self._target
        table = self._reachable[place][rest // 8 : (rest + less) // 8 + 1]
        return not (int.from_bytes(table, "little") >> rest % 8) & ((1 << less) - 1)

    def _keep(self, counts: tuple[int, ...], rest: int, vials: int) -> None:
        opened = self._target - rest
        if vials > self._most:
            return
        for way in self.ways:
            if way.opened <= opened and way.vials <= vials:
                return
        self.ways = [w for w in self.ways if w.opened < opened or w.vials < vials]
        self.ways.append(Way(counts, opened, vials))


def _reachable_from(
    sizes: tuple[int, ...], on_hand: tuple[int | None, ...], target: int
) -> list[bytes]:
    """For each place, the amounts that the sizes from there on can open, a bit each, lowest first.

    Amounts from the target plus the largest size up need no bit: one vial fewer covers as well.
    """
    if len(sizes) < _WORTH_BOUNDING:
        return []
    span = target + sizes[0]
    within = (1 << span) - 1
    reachable = [b""] * len(sizes)
    amounts = 1
    for place in range(len(sizes) - 1, -1, -1):
        size, limit = sizes[place], on_hand[place]
        to_add = span // size if limit is None else min(limit, span // size)
        step = 1
        while to_add > 0:  # 1, 2, 4 … and the rest: every count up to the limit is their sum
            step = min(step, to_add)
            amounts |= (amounts << step * size) & within
            to_add -= step
            step *= 2
        reachable[place] = amounts.to_bytes(span // 8 + 1, "little")
    return reachable
