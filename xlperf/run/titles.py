"""What a summary is called, by the departments and years of its forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from xlperf.data.names import shown_body, spellings
from xlperf.forms.form import Form
from xlperf.run.results import Batch

GOALS = "绩效目标汇总表"
SELF_EVALUATIONS = "支出绩效自评汇总表"
"""Endings of the titles of the two lists."""

_NEARLY_ALL = 0.9


def declarations(batch: Batch) -> tuple[Form, ...]:
    """Return the declarations that enter the totals."""
    return tuple(form for form in batch.counted if form.kind == "declaration")


def summary_title(batch: Batch) -> str:
    """Return ``{主管部门}{年度}年度项目绩效目标汇总表`` (handbook 6.1), 支出绩效自评汇总表 for self-evaluations alone."""
    forms = declarations(batch)
    if forms or not batch.counted:
        return published_title(forms, batch, GOALS)
    return published_title(batch.counted, batch, SELF_EVALUATIONS)


def published_title(forms: Sequence[Form], batch: Batch, ending: str) -> str:
    """Return ``{主管部门}{年度}年度项目`` and an ending such as 绩效自评汇总表, as such tables are published.

    Several departments or years cannot stand in one title: then they are left out of
    it, and the line below it names them all.  One form of another year is enough: its money is in the sums.
    """
    department = _prevailing(departments_of(forms), len(forms), shown_body(batch.department))
    years = years_of(forms)
    year = "" if len(years) > 1 else next(iter(years), str(batch.year or ""))
    return f"{department}{f'{year}年度' if year else ''}项目{ending}"


def _prevailing(names: Counter[str], forms: int, otherwise: str) -> str:
    """Return the name that (nearly) all forms bear; one odd form among many does not make a mix."""
    if not names:
        return otherwise
    name, count = names.most_common(1)[0]
    return name if len(names) == 1 or count > forms * _NEARLY_ALL else ""


def departments_of(forms: Iterable[Form]) -> Counter[str]:
    """Return how many forms each department has, under the spelling that most of them use."""
    return spellings(form.text("/department") for form in forms)


def years_of(forms: Iterable[Form]) -> Counter[str]:
    """Return how many forms each year has."""
    return Counter(text for form in forms if (text := form.text("/year")))
