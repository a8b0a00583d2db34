"""What rules are run over: forms, rows, fields and files as flat facts, each mapped back to its field."""
