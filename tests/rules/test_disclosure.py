"""The published text: how its sentences are found, read from text and Word files, and held against the batch."""

from __future__ import annotations

import json
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from tests.builders import declaration, self_evaluation
from tests.workbooks import write_declaration
from xlperf.cli.main import cli
from xlperf.data.resources import data_folder, load_json
from xlperf.errors import SettingsError
from xlperf.lists.published_sentences import find_sentences
from xlperf.lists.published_text import StatedFigure
from xlperf.lists.published_text_file import disclosure_of, load_disclosure
from xlperf.rules.context import Context
from xlperf.rules.judging.published_figures import disclosure_facts
from xlperf.summary.tables.published_paragraphs import goal_sentence

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def docx(path: Path, *paragraphs: str, head: str = "", namespace: str = WORD) -> Path:
    """Write a Word document of some paragraphs, each cut into two runs, and return its path."""
    body = "".join(f"<w:p><w:r><w:t>{each[:7]}</w:t></w:r><w:r><w:t>{each[7:]}</w:t></w:r></w:p>" for each in paragraphs)
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", f'{head}<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>')
    return path


def figures(text: str) -> list[dict[str, str]]:
    """Return the figures of every sentence found, as text."""
    return [{each.figure: str(each.number) for each in sentence.figures} for sentence in find_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "本部门5个预算单位开展了2026年项目预算绩效目标编报工作，编报绩效目标的项目247个，涉及项目预算资金314,076.90万元。",
            {"units": "5", "projects": "247", "amount": "314076.90"},
        ),
        ("编报绩效目标的项目１４ 个，\n涉及预算单位１个，资金１．２万元。", {"units": "1", "projects": "14", "amount": "1.2"}),
        ("编报绩效目标的项目共计39项，涉及5家单位，金额合计17521.98万元", {"units": "5", "projects": "39", "amount": "17521.98"}),
        ("本部门共9个预算单位，编报绩效目标的项目3个，其中涉及财政资金12.00万元。", {"projects": "3"}),
        ("编报绩效目标的项目3个，其余另行公布；资金12.00万元。", {"projects": "3"}),
        ("编报绩效目标的项目3个；绩效跟踪评价的项目2个，涉及资金12.00万元。", {"projects": "3"}),
    ],
)
def test_the_figures_of_a_sentence_are_found_however_it_is_worded(text: str, expected: dict[str, str]) -> None:
    """Widths, blanks, line breaks, commas and the usual words between do not matter; a figure of something else is not taken."""
    assert figures(text) == [expected]


@pytest.mark.parametrize(
    ("written", "gaps"),
    [
        ("480,000元", [0]),
        ("480 001 元", [1]),
        ("人民币48.00（万元）", [0]),
        ("0.0048亿元", [0]),
        ("0.0058亿元", [10]),
        ("四十八万元", [0]),
        ("48万", [0]),
        ("约50万元", [0]),
        ("近48万余元", [0]),
        ("约80万元", [32]),
        ("48.3万元", [Decimal("0.30")]),
        ("48０仟元", [0]),
    ],
)
def test_an_amount_in_any_unit_is_held_against_the_batch(written: str, gaps: list[Decimal]) -> None:
    """In 元 to the cent, in what is greater than 万元 and as a rough figure to the digits written, and in 万元 to two decimals."""
    context = Context(disclosure=disclosure_of("公开说明.txt", f"编报绩效目标的项目1个，涉及资金{written}。"))
    _, *found = disclosure_facts((declaration(),), context)
    assert [each["gap"] for each in found] == gaps


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("编报绩效目标的项目1个，涉及资金40余万元。", [("rough_figure", "40 万元")]),
        ("编报绩效目标的项目1个，涉及资金47万余元。", [("rough_figure", "47 万元")]),
        ("编报绩效目标的项目1个，涉及资金____万元。", [("passed_over", "涉及资金____万元")]),
        ("编报绩效目标的项目1个，涉及资金480,000。", [("passed_over", "涉及资金480,000")]),
        ("编报绩效目标的项目1个，资金48万元，占项目支出的95%；比上年增加20.00万元。", [("passed_over", "95%”、“20.00万元")]),
        ("编报绩效目标的项目1个，资金48万元；绩效跟踪评价的项目2个，涉及资金12.00万元。", []),
        ("1个项目实行了绩效目标管理，涉及一般公共预算拨款48万元。", [("passed_over", "一般公共预算拨款48万元")]),
    ],
)
def test_a_figure_that_is_held_against_nothing_is_told(text: str, told: list[tuple[str, str]]) -> None:
    """Round figures, blanks to be filled, other money and shares; what is said of other projects is another matter."""
    facts = disclosure_facts((declaration(),), Context(disclosure=disclosure_of("公开说明.txt", text)))
    assert [(each["unchecked"], each["stated"]) for each in facts if "unchecked" in each] == told


@pytest.mark.parametrize(
    "text",
    [
        "实行绩效目标管理的项目8个",
        "8个项目实行了绩效目标管理",
        "纳入绩效目标管理的项目八个",
        "共有8项项目编报绩效目标",
        "对8个项目编制了绩效目标",
        "共填报项目支出绩效目标表8张",
        "对8个项目开展了绩效自评",
    ],
)
def test_projects_are_counted_before_or_behind_what_was_done(text: str) -> None:
    """The usual sentences of budgets in several provinces."""
    assert figures(text) == [{"projects": "8"}]


@pytest.mark.parametrize("text", ["每一个项目均编报绩效目标", "第三个项目编报绩效目标", "新增2个项目编报绩效目标"])
def test_a_word_that_counts_nothing_is_no_number_of_projects(text: str) -> None:
    """Nobody is blamed for having written 一个."""
    assert figures(text) == []


def test_what_was_spent_the_rate_and_the_mean_score_are_compared() -> None:
    """Of a sentence on self-evaluations; a share is right that is rounded to the decimals written."""
    text = "开展绩效自评的项目1个，预算50.00万元，实际支出49.00万元，执行率98%，平均得分88.00分。"
    facts = disclosure_facts((self_evaluation(),), Context(disclosure=disclosure_of("公开说明.txt", text)))
    assert [(each["figure"], each["gap"] == 0) for each in facts] == [
        ("项目", True),
        ("资金", True),
        ("执行数", True),
        ("执行率", True),
        ("平均得分", False),
    ]


def test_each_clause_of_a_sentence_speaks_of_its_own_year() -> None:
    """Two years in one sentence are two statements; a clause without a year belongs to the year before it."""
    text = "2026年编报绩效目标的项目共3个，涉及资金70.00万元；与上年相同。"
    two = "2026年编报绩效目标的项目共3个；涉及资金70.00万元；2025年编报绩效目标的项目共1个，涉及资金36.00万元。"
    assert [each.years for each in find_sentences(text)] == [(2026,)]
    assert [each.years for each in find_sentences(two)] == [(2026,), (2025,)]
    assert figures(two) == [{"projects": "3"}, {"projects": "1", "amount": "36.00"}]


def test_a_final_account_gives_two_sentences() -> None:
    """Goals and self-evaluation have figures of their own; those of the tracking between them belong to neither."""
    text = (
        "2025年度，本部门编报绩效目标的项目10个，涉及预算资金100.00万元；绩效跟踪评价的项目8个，涉及预算资金80.00万元；"
        "绩效自评的项目9个，涉及预算资金90.50万元，平均得分99.00分。"
    )
    assert figures(text) == [
        {"projects": "10", "amount": "100.00"},
        {"projects": "9", "amount": "90.50", "score": "99.00"},
    ]
    assert [(each.subject, each.form, each.years) for each in find_sentences(text)] == [
        ("编报绩效目标", "declaration", (2025,)),
        ("绩效自评", "self_evaluation", (2025,)),
    ]


def test_a_sentence_is_quoted_from_its_clause_without_the_heading_above() -> None:
    """The person finds the place again; a heading and the words before do not belong to it."""
    (found,) = find_sentences("四、绩效目标设置情况\n2个预算单位开展了编报工作，编报绩效目标的项目3个。其他情况。")
    assert found.text == "2个预算单位开展了编报工作，编报绩效目标的项目3个"


def test_the_sentence_that_xlperf_computes_agrees_with_itself() -> None:
    """What staff copy from the summary is found again, figure by figure, and differs in nothing."""
    forms = (declaration(), declaration(file="b.xlsx", project_name="馆藏展览项目", unit="云溪市美术馆"))
    year = forms[0].value("/year")
    assert isinstance(year, int)
    context = Context(disclosure=disclosure_of("公开说明.txt", goal_sentence(year, forms)))
    facts = list(disclosure_facts(forms, context))
    assert [(each["figure"], each["gap"]) for each in facts] == [("预算单位", 0), ("项目", 0), ("资金", Decimal("0.00"))]


def test_the_own_department_is_picked_out_of_several() -> None:
    """With the department given, only its forms count; without it nothing is compared."""
    own = declaration(department="云溪市文化和旅游局（汇总）")
    forms = (own, declaration(file="b.xlsx", department="云溪市教育局"))
    disclosure = disclosure_of("公开说明.txt", "编报绩效目标的项目1个。")
    (facts,) = disclosure_facts(forms, Context(disclosure=disclosure, department="云溪市文化和旅游局"))
    assert facts["gap"] == 0
    (facts,) = disclosure_facts(forms, Context(disclosure=disclosure))
    assert facts["unchecked"] == "several_departments"


def test_a_blank_department_is_no_second_one() -> None:
    """All forms count where those that name a department name the same."""
    forms = (declaration(), declaration(file="b.xlsx", project_name="馆藏展览项目", department=None))
    (facts,) = disclosure_facts(forms, Context(disclosure=disclosure_of("公开说明.txt", "编报绩效目标的项目2个。")))
    assert facts["gap"] == 0


def test_an_amount_that_could_not_be_read_leaves_the_sum_alone() -> None:
    """A sum that lacks a project is held against nobody's figure, and no figure is proposed in its stead."""
    forms = (declaration(), declaration(file="b.xlsx", project_name="馆藏展览项目", annual=None))
    context = Context(disclosure=disclosure_of("公开说明.txt", "编报绩效目标的项目2个，涉及资金1.00万元。"))
    projects, amount = disclosure_facts(forms, context)
    assert (projects["gap"], projects["amount_wan"]) == (0, "____")
    assert ("gap" in amount, amount["unchecked"]) == (False, "unread_amounts")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_text_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    """Notepad writes any of these."""
    path = tmp_path / "公开说明.txt"
    path.write_bytes("编报绩效目标的项目3个。".encode(encoding))
    assert [each.figures for each in load_disclosure(path).sentences] == [(StatedFigure("projects", Decimal(3), "个"),)]


def test_a_word_document_is_read_paragraph_by_paragraph(tmp_path: Path) -> None:
    """Word cuts a sentence into runs at will; they are joined again, in a document of the strict kind too."""
    path = docx(tmp_path / "公开说明.docx", "四、绩效目标设置情况", "编报绩效目标的项目 3 个，涉及资金 4.00 万元。")
    found = load_disclosure(path)
    assert (found.file, [each.text for each in found.sentences]) == (path.name, ["编报绩效目标的项目3个，涉及资金4.00万元"])
    strict = docx(tmp_path / "严格.docx", "编报绩效目标的项目 3 个，涉及资金 4.00 万元。", namespace=STRICT)
    assert load_disclosure(strict).sentences == found.sentences


def test_a_document_that_is_none_is_refused_with_the_way_out(tmp_path: Path) -> None:
    """A document with an entity declaration, another package and a text of no known encoding stop the run before it starts."""
    hint = "请用 Word 或 WPS 另存为 .docx 或 .txt 后再试。"
    harmful = docx(tmp_path / "a.docx", "正文", head='<!DOCTYPE x [<!ENTITY y "z">]>')
    write_declaration(tmp_path / "表.xlsx")
    other = (tmp_path / "表.xlsx").rename(tmp_path / "b.docx")
    for path, sentence in (
        (harmful, "公开说明“a.docx”不能读取：文件内部含有外部实体声明"),
        (other, "公开说明“b.docx”不能读取：它不是 Word 文档。"),
    ):
        with pytest.raises(SettingsError) as caught:
            load_disclosure(path)
        assert caught.value.message.startswith(sentence)
        assert caught.value.hint == hint
    for name, data, sentence in (
        ("c.txt", b"\xff\x00\x81", "公开说明“c.txt”不能读取：它不是文字文件。"),
        ("d.docx", b"\xd0\xcf\x11\xe0\xa1\xb1", "公开说明“d.docx”不能读取：它是旧格式的 Word 或 WPS 文档。"),
        ("e.txt", b"%PDF-1.7", "公开说明“e.txt”不能读取：它是 PDF 文件。"),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(SettingsError) as caught:
            load_disclosure(tmp_path / name)
        assert str(caught.value) == sentence + hint


def test_the_data_files_are_what_their_schemas_allow() -> None:
    """A misspelt key in them is noticed here."""
    for schema, names in (
        ("disclosure-sentences", ("disclosure-sentences.json",)),
        ("column-labels", ("roster.json", "last-year.json", "unpublished.json")),
    ):
        validator = Draft202012Validator(load_json("schemas", f"{schema}.schema.json"))
        for name in names:
            data = json.loads((data_folder("schemas") / name).read_text("utf-8"))
            validator.validate(data)
            assert not validator.is_valid({**data, "colums": {}})


def test_a_run_tells_the_figure_that_differs(tmp_path: Path) -> None:
    """The text may lie among the forms; the summary is written all the same."""
    write_declaration(tmp_path / "in" / "a.xlsx")
    (tmp_path / "in" / "公开说明.txt").write_text("2026年编报绩效目标的项目2个，涉及资金35.00万元。", encoding="utf-8")
    words = ["check", str(tmp_path / "in"), "--disclosure", str(tmp_path / "in" / "公开说明.txt"), "--workers", "0"]
    result = CliRunner().invoke(cli, words)
    assert "“2026年编报绩效目标的项目2个，涉及资金35.00万元”与汇总结果不一致：项目写的是 2 个，按本批次应为 1 个。" in result.stdout
    assert "问题：0 个错误，1 个警告。" in result.stdout


@pytest.mark.parametrize(("written", "gap"), [("0.0048亿元", 0), ("0.0049亿元", 0), ("0.0047亿元", Decimal("1.5"))])
def test_a_figure_may_be_rounded_either_way_where_it_stands_in_the_middle(written: str, gap: Decimal | int) -> None:
    """485,000 元 are as far from 0.0048 as from 0.0049 亿元."""
    context = Context(disclosure=disclosure_of("公开说明.txt", f"编报绩效目标的项目1个，涉及资金{written}。"))
    _, found = disclosure_facts((declaration(annual=Decimal(485000)),), context)
    assert found["gap"] == gap


def test_a_rate_of_money_that_a_form_does_not_say_is_held_against_nothing() -> None:
    """The budget of both projects is known, what one of them spent is not."""
    forms = (self_evaluation(), self_evaluation(project_name="展览项目", total_executed=None))
    text = "开展绩效自评的项目2个，预算100.00万元，执行率98%。"
    facts = disclosure_facts(forms, Context(disclosure=disclosure_of("公开说明.txt", text)))
    assert [(each["figure"], each.get("gap"), each.get("unchecked")) for each in facts] == [
        ("项目", 0, None),
        ("资金", 0, None),
        ("执行率", None, "unread_amounts"),
    ]
