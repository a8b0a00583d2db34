"""What a rule may know beside the form in front of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from xlperf.lists.list_usage import ListUsage

if TYPE_CHECKING:
    from xlperf.forms.form import Form
    from xlperf.lists.last_year import LastYear
    from xlperf.lists.published_text import Disclosure
    from xlperf.lists.roster import Roster
    from xlperf.lists.unpublished import Unpublished


REGIME_SWITCH = 2025
"""The first form year with 成本指标 as a level of its own (domain handbook 4.1)."""


@dataclass(frozen=True, slots=True)
class Context:
    """The circumstances of a run: picklable, the same for every form of it.

    Attributes:
        batch_year: the year the batch is collected for; None when the user named
            none, and then no form is blamed for its year (HEAD-003).
        department: the department's own full name, for HEAD-009; None: not compared.
        regime_switch: the first form year with 成本指标 as a level of its own
            (regime B); domain handbook 4.1 gives 2025 as the default.
        roster: units, projects and control figures of the batch, when given.
        last_year: last year's amounts, for FUND-009, when given.
        unpublished: the projects that must not be published, for SUM-006, when given.
        disclosure: the figures of the department's published text, for SUM-005, when given.
        project_expenditure: 项目支出合计 of the budget table in 元, for SUM-004.
        keep_every_version: count every version of a project instead of the newest;
            a project counted twice is then an error (SUM-002).
        versions: files, or forms as ``file / sheet``, that count before other versions of their project.
        today: the date waivers are held against; None: waivers never expire.
    """

    batch_year: int | None = None
    department: str | None = None
    regime_switch: int = REGIME_SWITCH
    roster: Roster | None = None
    last_year: LastYear | None = None
    unpublished: Unpublished | None = None
    disclosure: Disclosure | None = None
    project_expenditure: Decimal | None = None
    keep_every_version: bool = False
    versions: tuple[str, ...] = ()
    today: date | None = None

    def among(self, forms: Sequence[Form]) -> Context:
        """Return the circumstances with the lists as they are to be asked about these forms: in their words."""
        named = [(form.text("/unit"), form.text("/project_name")) for form in forms]
        departments = {form.text("/department") for form in forms} - {""}
        units = dict.fromkeys(unit for unit, _ in named if unit)
        return replace(
            self,
            roster=self.roster and self.roster.among([each for each in named if each[0]], departments),
            last_year=self.last_year and self.last_year.among(units, departments, self.roster.called if self.roster else None),
            unpublished=self.unpublished and self.unpublished.among(named),
        )

    @property
    def lists(self) -> tuple[ListUsage, ...]:
        """What was used of each list that the department gave."""
        text = self.disclosure
        said = ListUsage("公开说明", text.file, len(text.sentences)) if text else None
        held = (self.roster, self.last_year, self.unpublished)
        return tuple(each for each in (*(one.usage for one in held if one is not None), said) if each is not None)
