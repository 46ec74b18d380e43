"""What is printed: the worksheet on one page and the insert for the bag's label."""
