"""Vialwise: which vials to pull for a dose, what to draw, what goes on the claim."""

__version__ = "0.1.0"
