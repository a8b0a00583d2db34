"""Indicators of several periods: which table, and which column of targets, is that of the year."""
