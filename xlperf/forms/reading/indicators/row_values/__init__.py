"""What the rows of an indicator table say, once their cells are given to its columns."""
