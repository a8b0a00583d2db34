"""What a rule found: data, worded when it is made, rendered by whoever shows it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import Literal

from xlperf.data.words import APPROVED, ASIDE, STATES
from xlperf.data.words import SEVERITIES as SEVERITIES
from xlperf.data.words import Addressee as Addressee
from xlperf.data.words import Severity as Severity

Because = Literal["superseded", "waived", "explained"]
"""Why a finding does not stand: of a replaced version, accepted by the department, explained by the unit."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, hint or remark (校验结果), with all that is needed to mend it.

    Attributes:
        rule: id of the rule, such as ``FUND-002``.
        severity: ``error`` (return the form), ``warning`` (a reviewer looks), ``info``.
        title: the rule's short title in Chinese.
        file, sheet, cell: where; ``cell`` is empty for a fault of the whole form or file.
        form: range of the form on its sheet, empty for a fault of the file.
        unit: 实施单位; project: 项目名称.
        label: the label of the field, as a person knows it.
        found: the value as it stands; expected: what it should be; difference: for amounts.
        message, suggestion: what is wrong and how to mend it, in Chinese.
        basis: what the rule rests on, never an unverified document number.
        trial: of a rule in trial (试行): shown, never more than a hint.
        explainable: an explanation by the unit may settle it (核实性); False: it must be mended (强制性).
        record_only: nobody has to do anything about it: it stands in the JSON record and is shown to nobody.
        addressee: whom it concerns; what is for the department is shown to no unit.
        reveals: something that must not be published stands in the summary.
        reminds: something has not come, and a letter asks the unit for it.
        waived: reason of the waiver when the department accepted this finding, else empty.
        because: why it does not stand; None when it does.
        explanation: what the unit wrote about it.
        part: department and year that it concerns, for one that concerns neither a file nor a form; None: the whole folder.
        told: the message as the unit may read it, where the message itself names a project of somebody else; else empty.
        advice: the suggestion as the unit may read it, where the suggestion itself is for the department's clerk; else empty.
        approval: what the department wrote about it in the column 核准 of the last summary.
        fingerprint: what it is known by from one round to the next (识别码).
    """

    rule: str
    severity: Severity
    title: str
    file: str
    message: str
    sheet: str = ""
    cell: str = ""
    form: str = ""
    unit: str = ""
    project: str = ""
    label: str = ""
    found: str = ""
    expected: str = ""
    difference: str = ""
    suggestion: str = ""
    basis: str = ""
    trial: bool = False
    explainable: bool = True
    record_only: bool = False
    addressee: Addressee = "unit"
    reveals: bool = False
    reminds: bool = False
    waived: str = ""
    because: Because | None = None
    explanation: str = ""
    told: str = ""
    part: tuple[str, int | None] | None = None
    advice: str = ""
    fingerprint: str = ""
    approval: str = ""

    def __post_init__(self) -> None:
        if self.waived and self.because is None:
            object.__setattr__(self, "because", "waived")

    @property
    def stands(self) -> bool:
        """True when it counts: for the exit code, the verdict, the statistics and what goes back."""
        return self.because is None

    @property
    def aside(self) -> str:
        """Why it does not stand, in words and with the reason of a waiver or what the unit wrote; empty when it stands."""
        waived = self.waived.removeprefix(APPROVED).lstrip("：: ") if self.approval else self.waived
        reason = waived if self.because == "waived" else self.explanation if self.because == "explained" else ""
        return f"{self.set_aside}：{reason}" if reason else self.set_aside

    @property
    def set_aside(self) -> str:
        """Why it does not stand, in a word."""
        is_approved = self.because == "waived" and self.approval
        return ASIDE["approved" if is_approved else self.because] if self.because else ""

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the content alone: a child sends thousands of findings to its parent."""
        return Finding, _CONTENT(self)

    def known_by(self, fingerprint: str) -> Finding:
        """Return the finding with the code that it is known by."""
        *content, _, approval = _CONTENT(self)
        return Finding(*(*content, fingerprint, approval))

    def for_its_unit(self) -> Finding:
        """Return the finding as its unit may read it: without the names of anybody else's units, projects and files."""
        expected = "" if self.told else self.expected
        return replace(self, message=self.told or self.message, suggestion=self.advice or self.suggestion, expected=expected)

    @property
    def state(self) -> str:
        """状态 in words; empty for a hint, which asks for nothing."""
        return self.set_aside or ("" if self.severity == "info" else STATES["open"])

    @property
    def awaits_unit(self) -> bool:
        """True when its unit was told of it, and has neither mended nor explained it."""
        return self.stands and self.is_for_unit and self.severity != "info" and not self.explanation

    @property
    def is_for_unit(self) -> bool:
        """True when the unit that sent the form can mend it; False for what is the department's own affair."""
        return self.addressee == "unit"


_CONTENT = attrgetter(*(each.name for each in fields(Finding)))
"""Gives all that makes up a finding; its code and the approval stand last."""
