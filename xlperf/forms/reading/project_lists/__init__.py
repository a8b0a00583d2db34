"""Tables of many projects: their header, the rows of each project, and the form that it becomes."""
