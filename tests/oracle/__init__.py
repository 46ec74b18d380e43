"""Independent ways to the same answers. Nothing here imports anything of the program."""
