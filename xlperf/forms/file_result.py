"""What became of one file of the folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xlperf.forms.form import Form, Remark

Fate = Literal["read", "refused", "passed_over"]


@dataclass(frozen=True, slots=True)
class FileResult:
    """One file of the folder and what became of it.

    Attributes:
        file: path relative to the folder, with /.
        fate: ``read``, ``refused`` (with reason and message) or ``passed_over`` (by rule).
        sha256: hash of its bytes, empty where it was not opened.
        modified: modification time in whole seconds since 1970, for choosing versions.
        reason: refusal reason of the contract, or why it was passed over.
        message, hint: the sentence for people, and the next step.
        forms: the forms found in it, by sheet and row.
        remarks: what the FILE rules judge.
    """

    file: str
    fate: Fate
    sha256: str = ""
    modified: int = 0
    size: int = 0
    reason: str = ""
    message: str = ""
    hint: str = ""
    forms: tuple[Form, ...] = ()
    remarks: tuple[Remark, ...] = ()
