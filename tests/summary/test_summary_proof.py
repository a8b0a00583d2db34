"""The proof on 来源核对: any number, row or form that changes between reading and writing makes it uneven."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.builders import declaration, entry, self_evaluation
from tests.summary.batches import batch_of
from tests.summary.reading import opened
from xlperf.forms.form import Form
from xlperf.forms.money_fields import MONEY_FIELDS
from xlperf.run.results import Batch
from xlperf.summary import SummaryOptions
from xlperf.summary.sheets.proof import Ranges, balances
from xlperf.summary.summary_context import SummaryContext, summary_context

_FIELDS = [(kind, name, label) for kind, fields in MONEY_FIELDS.items() for name, label in fields]


def two_of_each() -> Batch:
    """Return declarations and self-evaluations in 元 and 万元, none of whose amounts is blank."""
    forms = []
    for number, unit in enumerate(("元", "万元"), start=1):
        money = {name: Decimal(f"{number}{index + 1}0000.07") for index, (_, name, _) in enumerate(_FIELDS)}
        for make, kind in ((declaration, "declaration"), (self_evaluation, "self_evaluation")):
            form = make(file=f"{kind}{number}.xlsx", project_name=f"项目{number}", amount_unit=unit)  # type: ignore[operator]
            forms.append(_with(form, {name: money[name] for of, name, _ in _FIELDS if of == kind}))
    return batch_of(*forms)


def _with(form: Form, amounts: dict[str, Decimal]) -> Form:
    fields = [
        replace(each, value=amounts[each.name], raw=str(amounts[each.name])) if each.name in amounts else each
        for each in form.fields
    ]
    return replace(form, fields=tuple(fields))


def uneven(context: SummaryContext) -> list[str]:
    """Return the titles of the lines whose sides differ."""
    return [each.title for each in balances(context, context.sources, Ranges((1, 1), None)) if not each.even]


def test_untouched_everything_is_even() -> None:
    """All sides of all lines agree, for every money field of both kinds of forms, and nothing is 0 to begin with."""
    context = summary_context(two_of_each(), SummaryOptions())
    lines = balances(context, context.sources, Ranges((1, 1), None))
    assert uneven(context) == []
    assert [each.title for each in lines if each.money and not each.incoming.result] == []
    assert len([each for each in lines if each.money]) == 7 + 7 + 3 + 12


@pytest.mark.parametrize(("kind", "name", "label"), _FIELDS)
def test_a_number_that_changes_between_reading_and_writing_shows(kind: str, name: str, label: str) -> None:
    """One amount of one form differs by a 分 from what was read: the lines of just that field are uneven."""
    batch = two_of_each()
    at = next(index for index, form in enumerate(batch.counted) if form.kind == kind)
    form = batch.counted[at]
    changed = _with(form, {name: (form.amount(name) or Decimal(0)) + Decimal("0.01")})
    found = uneven(
        summary_context(replace(batch, counted=(*batch.counted[:at], changed, *batch.counted[at + 1 :])), SummaryOptions())
    )
    assert found
    assert all(label.rpartition("的")[2] in title for title in found)
    assert any(title.startswith("打印的") for title in found)


@pytest.mark.parametrize("at", range(4))
def test_a_form_or_a_row_that_is_dropped_shows(at: int) -> None:
    """A form that is not listed, and an indicator that is lost from one, are each told."""
    batch = two_of_each()
    gone = replace(batch, counted=(*batch.counted[:at], *batch.counted[at + 1 :]))
    name = "申报表" if batch.counted[at].kind == "declaration" else "自评表"
    assert {f"{name}份数", f"打印的{name}份数", f"列出的{name}指标条数"} <= set(uneven(summary_context(gone, SummaryOptions())))
    form = batch.counted[at]
    last = f"/indicators/{len(form.rows) - 1}/"
    shorter = replace(form, fields=tuple(each for each in form.fields if not each.name.startswith(last)))
    lost = replace(batch, counted=(*batch.counted[:at], shorter, *batch.counted[at + 1 :]))
    assert f"列出的{name}指标条数" in uneven(summary_context(lost, SummaryOptions()))


def test_list_and_print_are_proven_each_for_itself() -> None:
    """An amount that is wrong on the list only, or printed only, makes the line of that side uneven and no other."""
    context = summary_context(two_of_each(), SummaryOptions())
    group = context.projects.groups[0]
    wrong = replace(group.projects[0], amounts=(*group.projects[0].amounts[:-1], Decimal(5)))
    table = replace(context.projects, groups=(replace(group, projects=(wrong, *group.projects[1:])), *context.projects.groups[1:]))
    assert uneven(replace(context, projects=table)) == ["申报项目的年度其他资金（元）"]
    part = context.prints.parts["declaration"][0]
    form = part.forms[0]
    part.forms[0] = replace(form, form=_with(form.form, {"/funding/annual_other": Decimal(5)}))
    assert uneven(replace(context, batch=context.batch)) == ["打印的申报项目的年度其他资金（元）"]


def test_an_amount_beyond_all_sums_is_alike_everywhere() -> None:
    """On the list, on paper and in the proof it is a text: in no sum, and the proof is even."""
    huge = entry(
        Decimal(10) ** 13,
        "10000000000000",
    )
    batch = batch_of(declaration(annual=huge), declaration(file="b.xlsx", project_name="另一项目", annual=Decimal(7)))
    assert uneven(summary_context(batch, SummaryOptions())) == []
    book = opened(batch)
    assert "10,000,000,000,000.00" in [cell.value for row in book["申报表"].iter_rows() for cell in row]


def test_more_than_ten_categories_share_a_bar() -> None:
    """The chart of categories shows nine and all others together: its bars add up to the whole."""
    forms = [
        declaration(file=f"{index}.xlsx", project_name=f"项目{index}", category=f"类别{index}", annual=Decimal(10_000))
        for index in range(13)
    ]
    rows = list(opened(batch_of(*forms))["分类统计"].iter_rows(values_only=True))
    start = next(index for index, row in enumerate(rows) if row[0] == "各类项目年度资金申请总额（万元）") + 2
    bars = [(row[1], row[3]) for row in rows[start : start + 10]]
    assert bars[-1] == ("其他（4 个类别）", 4)
    assert sum(value for _, value in bars) == 13


@pytest.mark.parametrize(("form", "titles"), [
    (declaration(), ("申报表份数", "打印的申报表份数")), (self_evaluation(), ("自评表份数", "打印的自评表份数"))
])  # fmt: skip
def test_where_every_form_got_lost_the_proof_counts_none(form: Form, titles: tuple[str, ...]) -> None:
    """Nothing is listed and nothing printed: 0 stands against what came in, and the sheet says so when it is reckoned again."""
    lost = replace(batch_of(form), counted=())
    results, formulas = (opened(lost, values)["来源核对"] for values in (True, False))
    rows = [cell.row for cell in results["B"] if cell.value in titles]
    assert len(rows) == len(titles)
    assert [(results[f"I{row}"].value, results[f"K{row}"].value, results[f"M{row}"].value) for row in rows] == [(1, 0, "不平")] * 2
    assert [formulas[f"K{row}"].value for row in rows] == ["=0"] * 2
    sums = [cell.row for cell in results["B"] if str(cell.value).endswith("（元）") and results[f"I{cell.row}"].value]
    assert sums
    assert {formulas[f"K{row}"].value for row in sums} == {"=0", "=0.00"}
