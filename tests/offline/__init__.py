"""That nothing leaves the computer: shown by the system itself, and by what the tree imports."""
