"""Tries every mutant of some modules of the core, and says what became of each.

A change inside of a function is put into a fork of a pytest that has collected its tests, and only
the tests that touch the function are run, the quickest first: most mutants are dead in a tenth of a
second. A change outside of one needs an interpreter that has not read the module yet.
"""

import importlib.abc
import importlib.machinery
import os
import sys
import types
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

import coverage
import pytest

from tests.mutation.forks import Fate, allow, fate_of
from tests.mutation.mutants import Mutant, mutants_of, mutated

_CORE: Final = Path("app/core")
_TESTS: Final = (
    "core/test_adds_up.py",
    "core/test_amounts_of_vials.py",
    "core/test_billing.py",
    "core/test_choice.py",
    "core/test_modifiers.py",
    "core/test_order_reading.py",
    "core/test_quantity.py",
    "core/test_search.py",
    "core/test_two_products.py",
    "core/test_why.py",
    "core/test_worked_examples.py",
    "contract/test_golden_answer.py",
    "contract/test_refused_requests.py",
)
"""Those about the modules that are mutated; they take seconds, and nobody waits for the rest."""

_ARGUMENTS: Final = ("-q", "-x", "-p", "no:cacheprovider", *[f"tests/{name}" for name in _TESTS])
_MOST_SECONDS: Final = 30
"""What tests would still take after that is not tried: a mutant that only they notice survives."""
_SECONDS_FROM_START: Final = 300


class Place(NamedTuple):
    """A mutant and its module."""

    module: str
    mutant: Mutant


class Tried(NamedTuple):
    """A mutant and what became of it."""

    module: str
    mutant: Mutant
    fate: Fate


def try_mutants(modules: Sequence[str]) -> list[Tried]:
    """Every mutant of the named modules of the core, tried."""
    os.environ["HYPOTHESIS_PROFILE"] = "mutation"
    places = [
        Place(module, mutant) for module in modules for mutant in mutants_of(source_of(module))
    ]
    tried = [_tried(p, partial(_passes_from_start, p)) for p in places if not p.mutant.in_function]
    in_functions = _InFunctions([place for place in places if place.mutant.in_function])
    pytest.main([*_ARGUMENTS], plugins=[in_functions])
    tried += in_functions.tried
    if len(tried) < len(places):
        raise RuntimeError(f"{len(places) - len(tried)} mutants were not tried, see above")
    return tried


def _tried(place: Place, tests_pass: Callable[[], bool]) -> Tried:
    tried = Tried(*place, fate_of(tests_pass))
    sys.stderr.write(f"{place.module} {place.mutant.line} {tried.fate}: {place.mutant.name}\n")
    return tried


def _mutants_of(module: str) -> list[Mutant]:
    return mutants_of(source_of(module))


def source_of(module: str) -> str:
    """The text of a module of the core."""
    return (_CORE / f"{module}.py").read_text(encoding="utf-8")


def _code(place: Place) -> types.CodeType:
    return compile(mutated(source_of(place.module), place.mutant), place.module, "exec")


def _passes_from_start(place: Place) -> bool:
    sys.meta_path.insert(0, _Mutated(place))
    allow(_SECONDS_FROM_START)
    return pytest.main([*_ARGUMENTS], plugins=[_QuickestFirst()]) == pytest.ExitCode.OK


class _Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Reads one module with its mutant in it."""

    def __init__(self, place: Place) -> None:
        self._name = f"app.core.{place.module}"
        self._code = _code(place)

    def find_spec(
        self,
        fullname: str,
        path: object,  # noqa: ARG002 - the protocol's
        target: object = None,  # noqa: ARG002 - the protocol's
    ) -> importlib.machinery.ModuleSpec | None:
        """The module that is mutated, and no other."""
        return importlib.machinery.ModuleSpec(fullname, self) if fullname == self._name else None

    def exec_module(self, module: types.ModuleType) -> None:
        """Run the module's changed code."""
        exec(self._code, vars(module))  # noqa: S102 - a module is read by running it


class _QuickestFirst:
    """A plugin for pytest: what tries many examples comes last."""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Sort the tests of a run that ends at the first failure."""
        items.sort(key=lambda i: (i.path.stem == "test_optimum", "hypothesis" in i.keywords))


class _InFunctions:
    """A plugin for pytest: runs the tests as they are, then once more for each mutant."""

    def __init__(self, places: list[Place]) -> None:
        self._places = places
        self._seconds: dict[str, float] = {}
        self._failed = False
        self.tried: list[Tried] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note how long a test takes, and whether one failed."""
        self._seconds[report.nodeid] = self._seconds.get(report.nodeid, 0) + report.duration
        self._failed = self._failed or report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """All tests once, then the mutants."""
        files = {module: str((_CORE / f"{module}.py").resolve()) for module, _ in self._places}
        measured = coverage.Coverage(
            config_file=False, include=list(files.values()), data_file=None
        )
        measured.start()
        for item, following in _with_next(session.items):
            measured.switch_context(item.nodeid)
            self._run(item, following)
        measured.stop()
        if self._failed or session.testsfailed:
            pytest.exit("every test has to pass where nothing is mutated", returncode=1)
        for place in self._places:
            function = _function(place)
            touching = self._touching(measured.get_data(), files[place.module], function)
            items = self._quickest([item for item in session.items if item.nodeid in touching])
            self.tried.append(_tried(place, partial(self._passes_with, place, function, items)))
        return True

    def _run(self, item: pytest.Item, following: pytest.Item | None) -> None:
        _forget()
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)

    def _touching(
        self, data: coverage.CoverageData, file: str, function: types.FunctionType
    ) -> set[str]:
        """The tests that run a line of the function."""
        lines = set(_lines(function.__code__))
        contexts = data.contexts_by_lineno(file)
        return {test for line in lines for test in contexts.get(line, ())}

    def _quickest(self, items: list[pytest.Item]) -> list[pytest.Item]:
        items.sort(key=lambda item: self._seconds[item.nodeid])
        chosen, seconds = [], 0.0
        for item in items:
            seconds += self._seconds[item.nodeid]
            if seconds > _MOST_SECONDS:
                break
            chosen.append(item)
        return chosen

    def _passes_with(
        self, place: Place, function: types.FunctionType, items: list[pytest.Item]
    ) -> bool:
        function.__code__ = _within(_code(place), function.__code__.co_qualname)
        if not items:
            return True
        items[0].config.pluginmanager.unregister(name="terminalreporter")
        for item, following in _with_next(items):
            allow(2 + 10 * self._seconds[item.nodeid])
            self._run(item, following)
            if self._failed:
                return False
        return True


def _with_next(items: Sequence[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    return zip(items, [*items[1:], None], strict=True)


def _forget() -> None:
    """Empty what the core keeps of earlier calls."""
    for name, module in list(sys.modules.items()):
        if name.startswith("app.core."):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def _function(place: Place) -> types.FunctionType:
    """The function as the program has it: of a method, a property or a cached one what it calls."""
    found: object = sys.modules[f"app.core.{place.module}"]
    for name in place.mutant.place.split("."):
        found = vars(found)[name]
    for inner in ("fget", "__func__", "__wrapped__"):
        found = getattr(found, inner, found)
    if not isinstance(found, types.FunctionType):
        raise TypeError(f"{place.mutant.place} is no function")
    return found


def _lines(code: types.CodeType) -> Iterator[int]:
    yield from (line for _, _, line in code.co_lines() if line)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _lines(constant)


def _within(code: types.CodeType, name: str) -> types.CodeType:
    """The code of a function in that of its module."""
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            if constant.co_qualname == name:
                return constant
            if name.startswith(f"{constant.co_qualname}."):
                return _within(constant, name)
    raise LookupError(name)
