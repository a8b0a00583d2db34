"""Return copies: the workbooks that go back to their units, each fault marked where it stands."""
