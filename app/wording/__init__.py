"""A worksheet as plain text: for the terminal and for the clipboard. Pure; no Qt, no I/O."""
