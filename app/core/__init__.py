"""The calculation: pure values in, pure values out. No Qt, no I/O, no clock.

Read from bottom to top: quantity, notation, finding, drug, order, vials, preparation, billing,
checklist, worksheet, calculate.
"""
