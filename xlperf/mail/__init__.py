"""The mail that takes the summary to the finance bureau: a draft, or sent when asked for."""
