"""Measurements, run by hand: `python tests/benchmarks/bench_….py` from the repository's folder."""
