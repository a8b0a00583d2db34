"""What a terminal can show: its characters and its columns."""
