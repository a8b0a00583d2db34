"""The workbooks handed out to the units before a round begins: one a unit, one sheet a project, checked while it is filled."""
