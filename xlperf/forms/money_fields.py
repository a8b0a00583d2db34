"""The money fields of a form (资金), with labels that tell them apart outside it."""

from __future__ import annotations

from collections.abc import Mapping

from xlperf.forms.form import FormKind

FUNDING_ROWS = (("total", "年度资金总额"), ("fiscal", "财政拨款"), ("carryover", "上年结转资金"), ("other", "其他资金"))
"""The rows of the money table of a self-evaluation: what each is called in a pointer and on paper."""

_COLUMNS = (("initial_budget", "年初预算数"), ("full_year_budget", "全年预算数"), ("executed", "全年执行数"))
MONEY_FIELDS: Mapping[FormKind, tuple[tuple[str, str], ...]] = {
    "declaration": (
        ("/funding/total", "项目资金总额"),
        ("/funding/total_fiscal", "项目财政资金"),
        ("/funding/total_other", "项目其他资金"),
        ("/funding/annual", "年度资金申请总额"),
        ("/funding/annual_fiscal", "年度当年财政拨款"),
        ("/funding/annual_carryover", "上年结转资金"),
        ("/funding/annual_other", "年度其他资金"),
    ),
    "self_evaluation": tuple(
        (f"/funding/{row}/{column}", f"{label}的{header}") for row, label in FUNDING_ROWS for column, header in _COLUMNS
    ),
}
"""Seven of a declaration and twelve of a self-evaluation, in the order of the 来源核对 and of its check one level up."""
