"""Tests of the calculation: examples by source, limits, entry, guarantees, and two oracles."""
