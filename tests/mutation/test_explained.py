"""Mutants are made as they are meant, and none is explained that the code no longer has."""

import ast
import subprocess
import sys

import pytest

from tests.mutation.__main__ import MODULES, explained_mutants
from tests.mutation.mutants import mutants_of, mutated
from tests.mutation.run import source_of

SAMPLE = '''
"""Says nothing."""
from decimal import Decimal

MOST = 4


class Dose:
    """Nor does this."""

    def over(self, mg: int = 1) -> bool:
        if mg < MOST:
            return True
        return f"{mg:,} mg"
'''


def test_everything_that_runs_is_changed_and_nothing_else() -> None:
    assert [mutant.name for mutant in mutants_of(SAMPLE)] == [
        "(module): 4 → 5",
        "(module): 4 → 3",
        "Dose.over: 1 → 2",
        "Dose.over: 1 → 0",
        "Dose.over: mg < MOST → True",
        "Dose.over: mg < MOST → False",
        "Dose.over: mg < MOST → mg <= MOST",
        "Dose.over: return True → pass",
        "Dose.over: True → False",
        "Dose.over: return f'{mg:,} mg' → pass",
        "Dose.over: {mg:,} → {mg}",
        "Dose.over: ' mg' → 'XX mgXX'",
    ]


def test_a_mutant_is_one_change() -> None:
    plain = ast.unparse(ast.parse(SAMPLE)).splitlines()
    for mutant in mutants_of(SAMPLE):
        changed = ast.unparse(mutated(SAMPLE, mutant)).splitlines()
        assert sum(a != b for a, b in zip(plain, changed, strict=True)) == 1, mutant.name


@pytest.mark.parametrize("module", MODULES)
def test_every_name_is_used_once_and_every_explained_one_is_there(module: str) -> None:
    names = [mutant.name for mutant in mutants_of(source_of(module))]
    assert len(names) == len(set(names))
    assert {name for where, name in explained_mutants() if where == module} <= set(names)


def test_small_faults_in_a_quantity_are_tried_and_noticed() -> None:
    """The least of the modules, so that the driver itself is not out of order unseen."""
    command = [sys.executable, "-m", "tests.mutation", "quantity"]
    done = subprocess.run(command, capture_output=True, check=False, text=True, timeout=300)
    mutants = len(mutants_of(source_of("quantity")))
    assert mutants > 30
    assert f"quantity: {mutants} mutants, {mutants} killed" in done.stdout, done.stderr
    assert done.returncode == 0
