"""Which of several forms of a project counts, and why: marks of names and places, times, returned copies."""
