"""The sentences of the mail, one by one, and where its lists end."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.builders import declaration
from tests.summary.batches import finding
from xlperf.data.words import Verdict
from xlperf.forms.file_result import FileResult
from xlperf.mail.content import CategoryTotal, MailContent, OpenForm, OpenUnit, Totals
from xlperf.mail.wording import Line, as_text, mail_blocks

NOTHING = MailContent((), 0, 0, {}, (), (), ())
REFUSED = FileResult("坏.xlsx", "refused", message="打不开。")
SEE = "明细见附件中的“校验结果”。"


def _content(verdicts: dict[Verdict, int], **changes: Any) -> MailContent:
    totals = Totals("甲局汇总表", (), (("declaration", Counter(verdicts)),) if verdicts else (), True, 0)
    return replace(NOTHING, totals=(totals,), **changes)


def _block(content: MailContent, heading: str) -> list[str]:
    """Return the lines of a block as plain text."""
    blocks = [each for each in mail_blocks(content, internal=True) if each.heading.startswith(heading)]
    return as_text(blocks).splitlines()[1:]


@pytest.mark.parametrize(
    ("content", "verdict", "counts"),
    [
        (_content({}), "没有读出任何表。", "共 0 处错误，0 处警告。"),
        (_content({"退回": 2, "通过": 1}, errors=3), "有 2 份表须退回修改。", f"共 3 处错误，0 处警告。{SEE}"),
        (_content({"退回": 1, "需核对": 4}, errors=1), "有 1 份表须退回修改，4 份需核对。", f"共 1 处错误，0 处警告。{SEE}"),
        (_content({"需核对": 4}, warnings=5), "没有须退回的表，有 4 份需核对。", f"共 0 处错误，5 处警告。{SEE}"),
        (_content({"通过": 1}, refused=(REFUSED,)), "读出的表全部通过，但还有下列事项待处理。", "共 0 处错误，0 处警告。"),
        (_content({"通过": 1}, errors=1), "读出的表全部通过，但还有下列事项待处理。", f"共 1 处错误，0 处警告。{SEE}"),
        (_content({"通过": 1}, settled={"已豁免": 2}), "全部通过。", f"共 0 处错误，0 处警告，另有 2 处已豁免。{SEE}"),
        (
            _content({"通过": 1}, settled={"已核准": 1, "已说明": 3}),
            "全部通过。",
            f"共 0 处错误，0 处警告，另有 1 处已核准，3 处已说明。{SEE}",
        ),
        (_content({"通过": 1}), "全部通过。", "共 0 处错误，0 处警告。"),
    ],
)
def test_the_verdict_is_that_of_the_worst_form(content: MailContent, verdict: str, counts: str) -> None:
    """退回 before 需核对 before 通过; where all forms pass, what is still open is not passed over."""
    assert _block(content, "校验结论") == [verdict, counts]
    (block,) = (each for each in mail_blocks(content, internal=True) if each.heading.startswith("校验结论"))
    assert block.items[0] == Line(verdict, strong=True)


@pytest.mark.parametrize(("units", "more"), [(99, []), (100, []), (101, ["另有 1 个单位，见附件中的“校验结果”。"])])
def test_a_hundred_units_are_named(units: int, more: list[str]) -> None:
    """Beyond them the mail points to the attachment."""
    form = OpenForm("项目", "declaration", "退回", ())
    lines = _block(_content({"退回": 1}, units=tuple(OpenUnit(f"单位{at}", (form,), ()) for at in range(units))), "各单位待处理")
    assert (lines[0], lines[1], len(lines)) == ("【单位0】", "　1. 项目（退回）", min(units, 100) * 2 + len(more))
    assert lines[min(units, 100) * 2 :] == more


@pytest.mark.parametrize(("found", "more"), [(5, []), (6, ["· 另有 1 处，见附件中的“校验结果”。"])])
def test_five_findings_of_a_form_are_named(found: int, more: list[str]) -> None:
    """The sixth and those after it stand in the attachment; what concerns no unit names its file, sheet and cell."""
    findings = tuple(finding(declaration(file="表.xlsx"), cell=f"E{at}") for at in range(found))
    lines = _block(_content({}, others=findings), "其他待处理")
    assert lines[0] == "· 表.xlsx!申报表!E0：年度资金申请总额与三项之和不相等。"
    assert (len(lines), lines[5:]) == (5 + len(more), more)


@pytest.mark.parametrize(("found", "more"), [(100, []), (101, ["· 另有 1 处，见附件中的“校验结果”。"])])
def test_a_hundred_explanations_are_quoted(found: int, more: list[str]) -> None:
    """With unit, project and the words of the unit."""
    one = finding(declaration(unit="甲馆", project_name="展览"), explanation="已核")
    lines = _block(_content({}, explained=(one,) * found), "单位已说明")
    assert lines[0] == "· 甲馆 / 展览：年度资金申请总额与三项之和不相等。（单位说明：已核）"
    assert (len(lines), lines[100:]) == (100 + len(more), more)


def test_a_form_tells_its_kind_and_what_was_found_in_it() -> None:
    """A self-evaluation says that it is one; counts of nothing are left out."""
    findings = tuple(finding(declaration(), severity=each) for each in ("error", "warning", "warning"))
    forms = (OpenForm("甲", "declaration", "退回", findings), OpenForm("乙", "self_evaluation", "需核对", findings[1:2]))
    lines = _block(_content({"退回": 1}, units=(OpenUnit("馆", forms, ()),)), "各单位待处理")
    assert [each for each in lines if each[:3] in ("　1.", "　2.")] == [
        "　1. 甲（退回，1 处错误，2 处警告）",
        "　2. 乙（自评表，需核对，1 处警告）",
    ]


@pytest.mark.parametrize(("verdicts", "said"), [({}, True), ({"通过": 1}, False)])
def test_a_summary_of_self_evaluations_alone_asks_for_no_money(verdicts: dict[Verdict, int], said: bool) -> None:
    """项目 0 个 is said of an empty summary, not of one that holds self-evaluations only."""
    totals = Totals("甲", (), (("self_evaluation", Counter(verdicts)),) if verdicts else (), True, 0)
    lines = _block(replace(NOTHING, totals=(totals,)), "合计")
    assert ("项目 0 个，年度资金申请总额 0.00 元（0.00 万元）。" in lines) is said
    assert ("自评表 1 份：通过 1 份，需核对 0 份，退回 0 份。" in lines) is not said


def test_one_category_needs_no_table() -> None:
    """With two each has its line."""
    categories = tuple(CategoryTotal(name, 1, Decimal(100)) for name in ("特定目标类", "其他运转类"))
    found = [_block(replace(NOTHING, totals=(Totals("甲", categories[:count], (), True, 0),)), "合计") for count in (1, 2)]
    assert [len(each) for each in found] == [1, 3]
    assert found[1][1:] == ["　特定目标类：1 个项目，100.00 元", "　其他运转类：1 个项目，100.00 元"]
