"""Measurements, run by hand: `dev.py bench`, or one alone as `tests/benchmarks/bench_….py`."""
