"""自评汇总表, the columns of self-evaluations in 指标明细, and the sentences for publication."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.builders import SELF_EVALUATION_ROWS, declaration, entry, self_evaluation
from tests.summary.batches import batch_of, finding
from tests.summary.office import differences, needs_libreoffice, recalculated
from tests.summary.reading import opened, table
from xlperf.forms.form import Form
from xlperf.forms.money_fields import MONEY_FIELDS
from xlperf.rules import Context, load_rule_book
from xlperf.run.results import Batch
from xlperf.summary import summary_title, write_summary
from xlperf.summary.tables.published_paragraphs import disclosure_sentences, goal_sentence
from xlperf.summary.tables.self_evaluations import evaluation_table, rate
from xlperf.summary.tables.sources import source_table

D = Decimal
NOTHING = D(0)
BOOK = load_rule_book()
SHEET = "自评汇总表"


def judged(*forms: Form, **changes: Any) -> Batch:
    """Return a batch of counted forms with the scores that the rules recomputed."""
    scores = {each.source: found for each in forms if (found := BOOK.judge_form(each, Context()).scores) is not None}
    return replace(batch_of(*forms, **changes), scores=scores, scoring=BOOK.rule_set.scoring)


def missed(**changes: Any) -> Form:
    """Return a self-evaluation that claims full marks, 20 points, for a target missed by half."""
    rows = [
        ("产出指标", "数量指标", "新增读者人数", "≥80(人)", "40(人)", "20", "20", "场馆大修，报名中断。"),
        *SELF_EVALUATION_ROWS[1:],
    ]
    return self_evaluation(rows=rows, **changes)


def two_units() -> Batch:
    """Return three self-evaluations of two units, one of them far from its formula."""
    return judged(
        self_evaluation(file="一.xlsx"),
        missed(file="二.xlsx", project_name="少儿阅读项目",
               total_executed=D("250000.00"), execution_score=D("5.00"), total_score=D("89.00")),
        self_evaluation(file="三.xlsx", unit="云溪市美术馆", project_name="馆藏展览项目"),
        declaration(file="四.xlsx"),
    )  # fmt: skip


def cancelled(total: Decimal | None = NOTHING, **changes: Any) -> Form:
    """Return a self-evaluation of a project whose budget was taken back: every score 0, as it is asked for, or none at all."""
    score = None if total is None else "0"
    rows = [[*each[:4], "未实施", each[5], score, "项目取消，预算收回。"] for each in SELF_EVALUATION_ROWS]
    taken = {f"{part}_{name}": NOTHING for part in ("total", "fiscal", "carryover") for name in ("full_year_budget", "executed")}
    scores = {"execution_rate": NOTHING, "execution_score": total, "total_score": total}
    return self_evaluation(rows=rows, project_name="取消的项目", file="取消.xlsx", **{**taken, **scores, **changes})


def rows_of(batch: Batch) -> list[list[Any]]:
    """Return the rows of the 自评汇总表 from the first project to the 合计."""
    found = []
    for cells in opened(batch)[SHEET].iter_rows(min_row=5, values_only=True):
        found.append(list(cells))
        if cells[0] == "合计":
            return found
    raise AssertionError("no 合计")


def test_a_row_tells_money_scores_and_what_the_formula_gives() -> None:
    """Budget, spending, rate, scores per level, claimed and recomputed total, difference, grade, misses, reason."""
    row = rows_of(two_units())[1]
    assert row[:3] == [2, "少儿阅读项目", "云溪市图书馆"]
    assert row[3:8] == [480000, 500000, 250000, 0.5, 5]
    assert row[8:13] == [None, 50, 24, 10, None]
    assert row[13:16] == [89, "良", 2]
    assert row[16] == "新增读者人数：场馆大修，报名中断；参与读者人次增长率：雨季取消两场户外活动，下年改在馆内举办"
    assert row[17:24] == ["通过", "云溪市文化和旅游局", 2025, 79, 10, "二.xlsx / 自评表", "A1"]


def test_units_have_sums_and_means_and_one_project_needs_none() -> None:
    """小计 for the unit with two projects only; 合计 over all, scores as plain means."""
    rows = rows_of(two_units())
    assert [each[0] for each in rows] == [1, 2, "云溪市图书馆小计", 3, "合计"]
    unit, total = rows[2], rows[4]
    assert (unit[2], total[2]) == (2, 3)
    assert unit[3:8] == [960000, 1000000, 740000, 0.74, 7.4]
    assert (unit[13], *unit[20:22]) == (91.4, 86.4, 5)
    assert total[3:8] == [1440000, 1500000, 1230000, 0.82, 8.2]
    assert (total[13], *total[20:22]) == (92.2, 88.87, 3.33)
    assert total[15] == 4


def test_the_grades_are_counted_and_marked_as_unconfirmed() -> None:
    """Under the table stands which score earns which grade, and that the department must confirm it."""
    texts = [cell.value for cell in opened(two_units())[SHEET]["A"] if isinstance(cell.value, str)]
    assert (
        "自评等级：优（90 分以上）2 个、良（80 分以上）1 个、合格（60 分以上）0 个、"
        "不合格（60 分以下）0 个。等级名称和分数线各地不同，请部门确认。" in texts
    )
    assert any(text.startswith("注：重算总分＝") and "不代替自评得分" in text for text in texts)


def test_confirmed_grades_need_no_reminder() -> None:
    """With grades of its own a department has confirmed them."""
    batch = two_units()
    assert batch.scoring is not None
    own = batch.scoring.with_grades((("好", D("90.5")), ("差", D(0))))
    texts = [cell.value for cell in opened(replace(batch, scoring=own))[SHEET]["A"]]
    assert "自评等级：好（90.5 分以上）0 个、差（90.5 分以下）0 个。" in texts


def test_what_could_not_be_read_is_shown_and_in_no_sum() -> None:
    """Text where an amount belongs, and a form without total: named in the remark, left out of sum and mean."""
    batch = judged(
        self_evaluation(file="一.xlsx", total_executed=entry(None, "约四十九万", "not_a_number")),
        self_evaluation(file="二.xlsx", project_name="乙", total_score=None),
    )
    first, second, total = (row for row in rows_of(batch) if row[0] in (1, 2, "合计"))
    assert (first[5], first[6], first[24]) == ("约四十九万", None, "全年执行数“约四十九万”未能读出，未计入合计")
    assert (second[13], second[21], second[14], second[24]) == (None, None, None, "总分未填或未能读出，未计入平均")
    assert (total[5], total[13]) == (490000, 93.8)


def test_a_number_beyond_all_measure_spoils_no_summary() -> None:
    """A total that is no number at all is left blank; a vast one is shown as it is."""
    batch = judged(
        self_evaluation(total_score=D("NaN")),
        self_evaluation(file="二.xlsx", total_score=D("1E+308")),
        self_evaluation(file="三.xlsx"),
    )
    assert [row[13] for row in rows_of(batch)][:3] == [None, 1e308, 93.8]


def test_the_verdict_of_a_form_with_an_error_is_return() -> None:
    """The findings of the form decide, as on the 汇总表."""
    form = self_evaluation()
    assert rows_of(judged(form, findings=(finding(form, "SELF-001"),)))[0][17] == "退回"


def test_reasons_are_short_and_said_once() -> None:
    """A reason that covers several lines stands once; a long one is cut, and of many only four are listed."""
    long = "因天气原因多次改期" * 10
    notes = ["同一原因", "同一原因", long, "三", "四", "五"]
    rows = [("产出指标", "数量指标", f"活动{place}", "≥4(场)", "3(场)", "10", "7.5", note) for place, note in enumerate(notes)]
    text = rows_of(judged(self_evaluation(rows=rows)))[0][16]
    assert text == f"活动0：同一原因；活动2：{long[:60]}…；活动3：三；活动4：四等 5 条"


def test_four_reasons_of_sixty_characters_stand_whole() -> None:
    """Nothing is cut where nothing is too much; a row without a name gives its reason all the same."""
    notes = [*(str(place) + "因" * 59 for place in range(3)), "雨" * 61 + "。"]
    names = ("甲", "乙", "丙", None)
    rows = [("产出指标", "数量指标", name, "≥4(场)", "3(场)", "10", "7.5", note) for name, note in zip(names, notes, strict=True)]
    (evaluation,) = evaluation_table(judged(self_evaluation(rows=rows))).evaluations
    assert evaluation.reasons() == f"甲：{notes[0]}；乙：{notes[1]}；丙：{notes[2]}；：{'雨' * 60}…"


def test_a_score_that_is_no_finite_number_is_not_reckoned_with() -> None:
    """A damaged cell may hold NaN or an infinity: the total is blank, and no difference is claimed."""
    for damaged in ("NaN", "Infinity"):
        (evaluation,) = evaluation_table(judged(self_evaluation(total_score=D(damaged), execution_score=D(damaged)))).evaluations
        assert (evaluation.total, evaluation.execution_score, evaluation.difference) == (None, None, None)


def test_the_sheet_is_there_only_with_a_self_evaluation() -> None:
    """Declarations alone need no such sheet; it stands before the printed self-evaluations."""
    assert SHEET not in opened(judged(declaration())).sheetnames
    names = opened(two_units()).sheetnames
    assert names.index("申报表") < names.index(SHEET) < names.index("自评表")


def test_self_evaluations_alone_give_the_summary_its_title() -> None:
    """Without a declaration the summary is one of self-evaluations; with one it is one of goals."""
    assert summary_title(judged(self_evaluation())) == "云溪市文化和旅游局2025年度项目支出绩效自评汇总表"
    assert summary_title(two_units()) == "云溪市文化和旅游局2025年度项目绩效目标汇总表"
    assert opened(judged(self_evaluation())).properties.title == "云溪市文化和旅游局2025年度项目支出绩效自评汇总表"


def test_indicators_show_the_recomputed_score_and_the_reason() -> None:
    """指标明细 lists actual, weight, score, the score by formula where there is one, and the reason."""
    rows = table(opened(two_units()), "指标明细", 3)
    row = next(each for each in rows if each["三级指标"] == "新增读者人数")
    assert [row[name] for name in ("实际完成值", "分值", "得分", "重算得分", "偏差原因和改进措施")] == [
        "40(人)",
        20,
        20,
        10,
        "场馆大修，报名中断。",
    ]
    row = next(each for each in rows if each["三级指标"] == "活动完成时间" and each["表单"] == "自评表")
    assert (row["得分"], row["重算得分"]) == (15, None)
    assert next(each for each in rows if each["表单"] == "申报表")["重算得分"] is None


def test_the_sentence_on_goals_counts_units_projects_and_money() -> None:
    """Two units, three projects, the exact sum rounded half up once: 2 个, 3 个, 0.02 万元."""
    forms = [declaration(unit=unit, annual=D(amount)) for unit, amount in (("甲", "100.00"), ("甲 ", "49.00"), ("乙", "1.00"))]
    assert goal_sentence(2026, forms) == (
        "按照本区预算绩效管理工作的总体要求，本部门 2 个预算单位开展了 2026 年项目预算绩效目标编报工作，"
        "编报绩效目标的项目 3 个，涉及项目预算资金 0.02 万元。"
    )


def test_the_sentence_on_management_gives_mean_and_grades() -> None:
    """Goals, self-evaluations, mean and grades from the batch; what no form says is a blank."""
    sentences = dict(disclosure_sentences(two_units()))
    assert sentences["预算绩效管理情况（2025年部门决算公开）"] == (
        "2025 年度，本部门编报绩效目标的项目 1 个，涉及预算资金 48.00 万元；绩效跟踪评价的项目 ____ 个，涉及预算资金 ____ 万元；"
        "绩效自评的项目 3 个，涉及预算资金 150.00 万元，平均得分 92.20 分，"
        "其中评价等级为“优”2 个、“良”1 个、“合格”0 个、“不合格”0 个。"
        "绩效自评发现问题 ____ 个，已整改 ____ 个，正在整改 ____ 个。"
    )


def test_money_that_is_missing_is_said_beside_the_sum() -> None:
    """Nobody publishes a sum that lacks a project without being told."""
    sentences = disclosure_sentences(judged(declaration(annual=None), declaration(file="二.xlsx", project_name="乙")))
    assert len(sentences) == 1
    assert sentences[0][1].endswith(
        "涉及项目预算资金 48.00 万元。【注意：有 1 个项目的金额未填或未能读出，未计入上述金额，更正后再公开。】"
    )


def test_each_year_has_its_own_sentences() -> None:
    """Declarations of next year and self-evaluations of last year in one folder."""
    headings = [each for each, _ in disclosure_sentences(judged(declaration(year=2026), self_evaluation(year=2025)))]
    assert headings == ["预算绩效管理情况（2025年部门决算公开）", "绩效目标设置情况（2026年部门预算公开）"]


def test_the_sentences_stand_on_the_sheet_of_sources() -> None:
    """Ready to copy, each in a cell of its own."""
    values = [cell.value for row in opened(two_units())["来源核对"].iter_rows() for cell in row]
    for heading, text in disclosure_sentences(two_units()):
        assert heading in values
        assert text in values


def test_self_evaluations_are_part_of_the_proof() -> None:
    """A self-evaluation that is neither listed nor left out makes the proof uneven by itself and by its money."""
    batch = two_units()
    lossy = replace(batch, counted=batch.counted[1:])
    for given, result in ((batch, "已平"), (lossy, "不平")):
        sheet = opened(given)["来源核对"]
        for title in ("自评表份数", "自评项目的全年预算数（元）"):
            row = next(cell.row for cell in sheet["B"] if cell.value == title)
            assert sheet[f"M{row}"].value == result, title


@needs_libreoffice
def test_recalculation_changes_no_result(tmp_path: Path) -> None:
    """Calculated anew by LibreOffice, each formula of the sheet gives what was stored with it."""
    gaps = judged(self_evaluation(total_score=None), self_evaluation(file="二.xlsx", unit=None))
    batches = {"units": two_units(), "gaps": gaps, "cancelled": judged(self_evaluation(file="一.xlsx"), cancelled())}
    stored = [tmp_path / f"{name}.xlsx" for name in batches]
    for path, batch in zip(stored, batches.values(), strict=True):
        write_summary(batch, path)
    for path, again in zip(stored, recalculated(stored, tmp_path), strict=True):
        assert differences(path, again) == []


def test_many_units_fit_into_the_formulas() -> None:
    """More units with several projects than a function takes arguments: the last ones share a group, and nothing is lost."""
    forms = [self_evaluation(file=f"{unit}-{place}.xlsx", unit=f"第{unit}馆") for unit in range(230) for place in range(2)]
    groups = evaluation_table(batch_of(*forms)).groups
    assert (len(groups), groups[-1].unit, len(groups[-1].evaluations)) == (201, "其他单位", 60)
    assert sum(len(group.evaluations) for group in groups) == 460


def test_a_score_that_is_missing_is_said_beside_the_mean() -> None:
    """A mean over fewer projects than are counted says so, and one over all of them does not."""
    batch = judged(self_evaluation(file="一.xlsx"), self_evaluation(file="二.xlsx", project_name="乙项目", total_score=None))
    ((_, text),) = disclosure_sentences(batch)
    assert "平均得分 93.80 分（另有 1 个项目总分未填或未能读出，未计入平均），其中评价等级为" in text
    assert "另有" not in dict(disclosure_sentences(two_units()))["预算绩效管理情况（2025年部门决算公开）"]


def test_a_rate_is_rounded_half_up() -> None:
    """0.12345 is 12.35 %, as Excel rounds it, and not 12.34 % as banks do."""
    assert rate(D("100000.00"), D("12345.00")) == D("0.1235")
    assert rate(D(0), D(1)) is None
    assert rate(None, D(1)) is None
    assert rate(D(1), "约十万") is None


def test_money_of_a_replaced_self_evaluation_is_in_no_sum_of_the_sources() -> None:
    """全年预算数 of an older version is left out; that of the one that counts is summed."""
    new, old = self_evaluation(file="新.xlsx"), self_evaluation(file="旧.xlsx", total_full_year_budget=D("7.00"))
    batch = batch_of(new, old)
    found = source_table(replace(batch, counted=(new,), superseded={old.source: new.source}))
    full_year = [name for name, _ in MONEY_FIELDS["self_evaluation"]].index("/funding/total/full_year_budget")
    assert [each.amounts["self_evaluation"][full_year] for each in found.files] == [D("500000.00"), None]
    assert [each.indicators["self_evaluation"] for each in found.files] == [len(SELF_EVALUATION_ROWS), 0]


@pytest.mark.parametrize("total", [D(0), None])
def test_a_cancelled_project_is_in_no_mean_and_has_no_grade(total: Decimal | None) -> None:
    """A 0 that is no result would be published as the mean of the department; a 0 of a project that was carried out counts."""
    batch = judged(self_evaluation(file="一.xlsx"), cancelled(total))
    assert rows_of(batch)[-1][13] == 93.8
    assert rows_of(batch)[1][14] in ("", None)
    ((_, sentence),) = (each for each in disclosure_sentences(batch) if "自评" in each[1])
    assert "平均得分 93.80 分（另有 1 个项目已取消，未计入平均）" in sentence and "“不合格”0 个" in sentence
    spent = judged(self_evaluation(file="一.xlsx"), cancelled(total_full_year_budget=D(500000), total_executed=D(1)))
    assert rows_of(spent)[-1][13] == 46.9


def test_the_grade_follows_a_total_that_is_corrected() -> None:
    """Its formula knows every grade, and what a project that claims nothing gets: none."""
    formulas = [str(row[14].value) for row in opened(judged(self_evaluation(), cancelled()), values=False)[SHEET]["A5:O6"]]
    grades = 'IF(N{0}>=90,"优",IF(N{0}>=80,"良",IF(N{0}>=60,"合格","不合格")))'
    assert formulas == [f'=IF(ISNUMBER(N5),{grades.format(5)},"")', f'=IF(N(N6)>0,{grades.format(6)},"")']


def test_years_are_published_one_after_the_other() -> None:
    """However the forms came."""
    forms = [declaration(file=f"{year}.xlsx", year=year) for year in (2024, 2031, 2023)]
    headings = [heading for heading, _ in disclosure_sentences(judged(*forms))]
    assert headings == [f"绩效目标设置情况（{year}年部门预算公开）" for year in (2023, 2024, 2031)]


def test_a_mean_of_no_score_is_left_blank() -> None:
    """Where every project is cancelled, or none has a total that can be read."""
    for form in (cancelled(), self_evaluation(total_score=None)):
        ((_, said),) = disclosure_sentences(judged(form))
        assert "，平均得分 ____ 分。" in said
