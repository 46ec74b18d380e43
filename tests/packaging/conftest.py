"""The bundle's modules lie in no package: they are found as their own script finds them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "packaging" / "bundle"))
