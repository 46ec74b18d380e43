"""`python -m tests.mutation [module …]`: mutates the core, and fails where no test notices.

Says how many mutants there were, and names those that survived without being explained in
`explained.toml`, and those explained there that are killed or gone.
"""

import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Final

from tests.mutation.forks import Fate
from tests.mutation.run import Tried, try_mutants

MODULES: Final = ("quantity", "order", "order_reading", "vials", "search", "billing")
_EXPLAINED: Final = Path(__file__).with_name("explained.toml")


def main(modules: list[str]) -> int:
    """0 where every mutant is killed or explained."""
    chosen = modules or list(MODULES)
    tried = try_mutants(chosen)
    explained = explained_mutants()
    survived = {(t.module, t.mutant.name) for t in tried if t.fate is Fate.SURVIVED}
    for module in chosen:
        print(_summary(module, [t for t in tried if t.module == module], explained))
    wrong = [f"survived: {m}: {name}" for m, name in sorted(survived - explained)]
    gone = {(m, name) for m, name in explained - survived if m in chosen}
    wrong += [f"explained, but it does not survive: {m}: {name}" for m, name in sorted(gone)]
    print("\n".join(wrong) or "Every mutant is killed or explained.")
    return 1 if wrong or not tried else 0


def explained_mutants() -> set[tuple[str, str]]:
    """Module and name of each mutant that is known to survive, and why it may."""
    listed = tomllib.loads(_EXPLAINED.read_text(encoding="utf-8"))
    return {(row["module"], name) for row in listed.get("because", []) for name in row["mutants"]}


def _summary(module: str, tried: list[Tried], explained: set[tuple[str, str]]) -> str:
    fates = Counter(t.fate for t in tried)
    of_those = sum(
        t.fate is Fate.SURVIVED and (t.module, t.mutant.name) in explained for t in tried
    )
    noticed = fates[Fate.KILLED] + fates[Fate.ENDLESS]
    return (
        f"{module}: {len(tried)} mutants, {fates[Fate.KILLED]} killed, {fates[Fate.ENDLESS]} "
        f"endless, {fates[Fate.SURVIVED]} survived ({of_those} explained): "
        f"{100 * noticed / max(1, len(tried)):.1f} %"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
