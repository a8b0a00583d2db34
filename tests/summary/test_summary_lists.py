"""指标明细, 校验结果 and 来源核对: what a row says."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import declaration, self_evaluation
from tests.summary.batches import batch_of, eventful, finding, three_categories
from tests.summary.reading import opened, opened_once, table
from xlperf.forms.form import Field
from xlperf.run.results import Batch
from xlperf.summary import SummaryOptions, render_summary


def test_an_indicator_is_split_into_its_parts() -> None:
    """A row tells whose indicator it is, sign, number and unit of its target, and where it stands."""
    row = table(opened(batch_of(declaration())), "指标明细", 3)[1]
    assert row == {
        "序号": 2,
        "表单": "申报表",
        "实施单位": "云溪市图书馆",
        "项目名称": "公共阅读推广项目",
        "项目类别": "特定目标类",
        "年度": 2025,
        "一级指标": "产出指标",
        "二级指标": "数量指标",
        "三级指标": "开展阅读推广活动场次",
        "符号": "≥",
        "数值": 24,
        "计量单位": "场",
        "类型": "定量",
        "指标值原文": "≥24(场)",
        "文件": "云溪市图书馆-公共阅读推广项目.xlsx",
        "工作表": "申报表",
        "单元格": "E14",
    }


def test_kinds_of_targets_are_named() -> None:
    """A target is 定量, 时间 or 定性; the last two have no number."""
    rows = [("产出指标", "时效指标", "完成时间", "11月底前"), ("效益指标", "社会效益指标", "知晓程度", "提升")]
    listed = table(opened(batch_of(declaration(rows=rows))), "指标明细", 3)
    assert [(row["类型"], row["数值"], row["指标值原文"]) for row in listed] == [("时间", None, "11月底前"), ("定性", None, "提升")]


def test_a_number_with_too_many_digits_stays_text() -> None:
    """A cell holds 15 digits: a longer number is not changed in silence."""
    rows = [("产出指标", "数量指标", "编码", "=123456789012345678(个)")]
    assert table(opened(batch_of(declaration(rows=rows))), "指标明细", 3)[0]["数值"] == "123456789012345678"


def test_columns_of_the_bureaus_own_are_listed_under_their_names() -> None:
    """指标解释 stands with its indicator, 项目属性 of the whole form with its first; without such there is no column."""
    own = (
        Field("/项目属性", "项目属性", "延续", "延续", "B5"),
        Field("/indicators/1/指标解释", "指标解释", "按台账", "按台账", "F14"),
        Field("/indicators/1/备注", "备注", None, "", "G14"),
        Field("/term_indicators/0/level3", "三级指标", "全程场次", "全程场次", "H14"),
    )
    listed = table(opened(batch_of(replace(declaration(), further=own))), "指标明细", 3)
    assert [row["其他栏目"] for row in listed[:3]] == ["项目属性：延续", "指标解释：按台账", None]
    assert "其他栏目" not in table(opened(batch_of(declaration())), "指标明细", 3)[0]


def test_a_self_evaluation_adds_its_columns() -> None:
    """Actual value, weight and score have columns when there is a self-evaluation, and none when there is not."""
    with_results = table(opened(batch_of(declaration(), self_evaluation())), "指标明细", 3)
    assert (with_results[0]["实际完成值"], with_results[0]["分值"]) == (None, None)
    assert (with_results[9]["表单"], with_results[9]["实际完成值"], with_results[9]["分值"], with_results[9]["得分"]) == (
        "自评表",
        "4(%)",
        30,
        24,
    )
    assert "得分" not in table(opened(batch_of(declaration())), "指标明细", 3)[0]


def test_findings_stand_worst_first() -> None:
    """In a unit errors first, a waived one behind its like, then warnings, then hints; what no unit owns stands last."""
    book = opened_once(eventful)
    rows = table(book, "校验结果", 3)
    assert [(row["级别"], row["规则"], row["不计的原因"]) for row in rows] == [
        ("错误", "FUND-002", None),
        ("错误", "FUND-005", "已豁免：已与财政局沟通"),
        ("警告", "GOAL-003", None),
        ("提示", "IND-018", None),
        ("错误", "FILE-001", None),
    ]
    assert book["校验结果"]["A2"].value == (
        "共 5 条：错误 3 条，警告 1 条，提示 1 条（其中 1 条已豁免）。点击“序号”回到汇总表，点击“单元格”打开报送文件。"
        "左上角的 1、2、3 折叠到单位、表、逐条。"
        "本部门认可的，在“核准”一列写“核准”（必须修改的写“核准：理由”），下次运行照此办理；“处理情况”供打勾、记事，下次照抄过来。"
    )


def test_a_finding_says_all_that_is_needed_to_mend_it() -> None:
    """A row quotes the value, says what it should be, what to do and why."""
    form = declaration()
    row = table(opened(batch_of(form, findings=(finding(form),))), "校验结果", 3)[0]
    assert row == {
        "序号": 1,
        "级别": "错误",
        "规则": "FUND-002",
        "问题类型": "年度资金不等于各项之和",
        "实施单位": "云溪市图书馆",
        "项目名称": "公共阅读推广项目",
        "文件": "云溪市图书馆-公共阅读推广项目.xlsx",
        "工作表": "申报表",
        "单元格": "E6",
        "栏目": "年度资金申请总额",
        "原值": 480000,
        "应为": 500000,
        "差额": -20000,
        "问题": "年度资金申请总额与三项之和不相等。",
        "修改建议": "请核对三项资金后更正总额。",
        "依据": "实务惯例",
        "状态": "待改",
        "核准": None,
        "处理情况": None,
        "识别码": None,
    }


def test_severities_have_their_colours() -> None:
    """The cell of the severity is coloured, a waived one is grey."""
    sheet = opened_once(eventful)["校验结果"]
    assert [sheet[f"B{row}"].fill.fgColor.rgb for row in (4, 5, 6, 7)] == ["FFF8CBAD", "FFEDEDED", "FFFFF2CC", "FFDDEBF7"]


def test_no_finding_is_said() -> None:
    """A batch without findings has no such sheet: the first sheet says that there is nothing to do."""
    book = opened_once(three_categories)
    assert "校验结果" not in book.sheetnames
    assert "没有要处理的问题：打印或上报。" in [cell.value for row in book["总览"].iter_rows() for cell in row]


def test_every_file_ends_in_one_of_three_ways() -> None:
    """A file is 已读取, 未能读取 with its reason, or 按规则跳过; what it brought stands beside it."""
    rows = {row["文件"]: row for row in table(opened_once(eventful), "来源核对", 3)}
    assert len(rows) == 8
    refused = rows["坏/加密.xlsx"]
    assert (refused["处理结果"], refused["原因"], refused["说明"]) == ("未能读取", "文件已加密", "文件已加密。请取消密码后重报。")
    passed = rows["~$a.xlsx"]
    assert (passed["处理结果"], passed["原因"]) == ("按规则跳过", "Excel 临时文件")
    read = rows["二馆/b.xlsx"]
    assert (read["处理结果"], read["申报表（份）"], read["计入汇总（份）"]) == ("已读取", 1, 1)
    assert read["年度资金申请总额"] == 123456789012.35
    old = rows["一馆/旧版.xlsx"]
    assert (old["计入汇总（份）"], old["重复未计入（份）"], old["其中重复未计入"]) == (0, 1, 99.5)
    unread = rows["一馆/特殊#字符%20&'引号'！.xlsx"]
    assert (unread["年度资金申请总额"], unread["未读出的金额（处）"]) == (None, 2)


def _proof(batch: Batch) -> dict[str, str]:
    sheet = opened(batch)["来源核对"]
    return {sheet.cell(cell.row, 2).value: cell.value for cell in sheet["M"] if cell.value in ("已平", "不平")}


def test_the_proof_is_even() -> None:
    """Files, forms, money and indicators that came in are those that are listed."""
    assert set(_proof(eventful()).values()) == {"已平"}
    assert opened_once(eventful)["来源核对"]["K2"].value == "核对结果：已平"


def test_a_form_that_got_lost_shows() -> None:
    """A form that is neither counted nor named as left out makes the proof uneven, and the report says so."""
    batch = eventful()
    lossy = replace(batch, counted=batch.counted[1:])
    uneven = {title for title, conclusion in _proof(lossy).items() if conclusion == "不平"}
    assert {
        "申报表份数",
        "打印的申报表份数",
        "申报项目的项目资金总额（元）",
        "打印的申报项目的项目资金总额（元）",
        "申报表的指标条数",
    } <= uneven
    assert opened(lossy)["来源核对"]["K2"].value == "核对结果：不平"
    assert not render_summary(lossy, SummaryOptions())[1].balanced
    assert render_summary(batch, SummaryOptions())[1].balanced


def test_lost_money_shows() -> None:
    """A form left out with its amount makes the money uneven by just that amount."""
    batch = three_categories()
    lossy = replace(batch, counted=batch.counted[1:])
    sheet = opened(lossy)["来源核对"]
    row = next(cell.row for cell in sheet["B"] if cell.value == "年度资金申请总额（元）")
    assert (sheet[f"I{row}"].value, sheet[f"K{row}"].value, sheet[f"L{row}"].value) == (10617171.2, 10617171.1, 0.1)


def test_forms_left_out_are_listed_with_the_version_that_counts() -> None:
    """An older version stands under its own heading, with the one that is counted."""
    sheet = opened_once(eventful)["来源核对"]
    row = next(cell.row for cell in sheet["B"] if cell.value == "未计入的表单") + 1
    assert [sheet.cell(row, column).value for column in (2, 3, 4, 5, 6, 7, 10, 11)] == [
        *("一馆/旧版.xlsx / 申报表", "A1", "申报表", 2025, "云溪市图书馆 / 未读出金额的项目"),
        *("一馆/特殊#字符%20&'引号'！.xlsx / 申报 '表'", "A1", 99.5),
    ]


def test_unread_amounts_are_said_beside_the_proof() -> None:
    """The proof says how many amounts no sum could take in."""
    texts = [cell.value for cell in opened_once(eventful)["来源核对"]["A"]]
    assert "计入汇总的表单有 2 处金额未能读出，已在汇总表中按原文标出，没有当作 0 计入合计。" in texts


def test_checks_that_could_not_be_made_are_named() -> None:
    """应查, 已查 and 未能查 are counted; a rule that could not be checked everywhere is named with the reason."""
    sheet = opened(eventful(), rule_titles={"FUND-002": "年度资金不等于各项之和"})["来源核对"]
    first = next(cell.row for cell in sheet["B"] if cell.value == "规则") + 1
    rows = [[sheet.cell(row, column).value for column in (1, 2, 4, 5, 6, 7)] for row in (first, first + 1)]
    assert rows == [
        [None, "全部规则（3 条）", 17, 15, "其中 1 条规则对本批次不适用", 2],
        [1, "FUND-002 年度资金不等于各项之和", 8, 6, "数据不足 1、无法读取 1", 2],
    ]


def test_a_rule_that_ran_says_nothing_and_one_that_never_ran_says_why() -> None:
    """Checked everywhere: no remark; not in the tally at all: a sentence, with zeros."""
    sheet = opened(eventful(), rule_titles={"FUND-999": "没有运行的规则"})["来源核对"]
    rows = {
        str(sheet.cell(cell.row, 2).value): [sheet.cell(cell.row, column).value for column in (4, 5, 6, 7)]
        for cell in sheet["B"]
        if str(cell.value).startswith(("IND-003", "FUND-999"))
    }
    assert rows["IND-003"] == [9, 9, None, 0]
    assert rows["FUND-999 没有运行的规则"][:2] == [0, 0]
    assert rows["FUND-999 没有运行的规则"][2]
