"""What is written about the program, held against the program."""
