"""Return copies: the workbooks that go back to their units, each fault marked where it stands."""

from xlperf.returns.return_delivery import LIST_FILE, Delivered, require_apart, return_workbooks
from xlperf.returns.selection import Returned, ReturnRequest, returned_files

__all__ = ["LIST_FILE", "Delivered", "ReturnRequest", "Returned", "require_apart", "return_workbooks", "returned_files"]
