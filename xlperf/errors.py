"""The errors of xlperf: a small tree, raised low, worded for people at the top.

Every error carries a Chinese sentence that says what is wrong and a next step
(``hint``) that says what to do about it.  Nothing below ``xlperf.cli`` prints.
"""

from __future__ import annotations


class XlperfError(Exception):
    """Anything that xlperf itself reports as wrong.

    Args:
        message: one Chinese sentence that says what is wrong.
        hint: one Chinese sentence that says what to do next; may be empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}{self.hint}"

    def __reduce__(self) -> tuple[type[XlperfError], tuple[str, ...]]:
        """Let an error come back from a child process with its next step."""
        return type(self), (self.message, self.hint)


class InputError(XlperfError):
    """The folder or the arguments of a run cannot be used; nothing was done."""


class SettingsError(XlperfError):
    """A data file of a department (layout, rule set, limits, roster) is wrong."""


class RuleSetError(SettingsError):
    """A rule set is not sound: unknown keyword, duplicate id, unfilled placeholder."""


class LayoutError(SettingsError):
    """A template layout is not sound or does not fit its workbook."""


class OutputError(XlperfError):
    """The result cannot be written; an existing output is left as it was."""


class RefusedFile(XlperfError):
    """One input file cannot be used; the batch goes on without it.

    Args:
        reason: one of the reasons of the public contract (``encrypted``,
            ``damaged``, ``not_a_workbook``, ``too_large``, ``unsafe``,
            ``no_form``, ``blank_form``, ``unsupported``).
        message: what is wrong with the file, in Chinese.
        hint: what its sender should do, in Chinese.
    """

    def __init__(self, reason: str, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.reason = reason

    def __reduce__(self) -> tuple[type[RefusedFile], tuple[str, str, str]]:
        return type(self), (self.reason, self.message, self.hint)
