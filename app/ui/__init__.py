"""The window: shows the worksheet, calculates nothing."""
