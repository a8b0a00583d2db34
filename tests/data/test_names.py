"""When two names of a department, a unit or a project are the same."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from xlperf.data.names import (
    bare,
    body_code,
    body_key,
    lasting_name,
    project_code,
    project_name_key,
    same_body,
    same_file,
    same_project,
    shown_body,
    spellings,
    twins_of,
    usual_spellings,
)
from xlperf.data.resources import load_json

BODY = "云岭区水务局"
NAMES = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=12)
AROUND = (
    *("{}（汇总）", "{} ( 汇总 )", "{}【汇总】", "{}(本级)", "{}-汇总", "[105]{}", "【105】{}", "105-{}", "１０５－{}", "105001{}"),
    *("{}（105001）", "{}[105]", "{}-105001", "[105]{}（汇总）", "{}（汇总）[105]"),
    *("{}。", "{} 。", "{}、", "{}（盖章）", "{}(公章)", "{}（二级单位）", "{}(下属单位)"),
)


@given(around=st.sampled_from(AROUND), name=NAMES)
def test_a_body_is_the_same_whatever_a_system_prints_around_its_name(around: str, name: str) -> None:
    """Codes before and behind, （汇总） and （本级） in any bracket and width make no other department."""
    assert same_body(around.format(name), name)


@pytest.mark.parametrize("text", [f"{BODY}本级", f"{BODY}汇总", "云岭区水务局", "云岭区 水务局"])
def test_a_bare_mark_and_blanks_make_no_other_body(text: str) -> None:
    """本级 and 汇总 without brackets count as marks behind 局."""
    assert body_key(text) == BODY


@pytest.mark.parametrize(
    "pair",
    [
        ("云岭区本级", "云岭区"),
        ("120急救中心", "急救中心"),
        ("12345热线中心", "热线中心"),
        ("云岭区水务局（一分局）", BODY),
        ("云岭区水务局机关", BODY),
        ("云岭区水务局（机关）", BODY),
        ("第101中学", "第102中学"),
    ],
)
def test_what_belongs_to_a_name_stays(pair: tuple[str, str]) -> None:
    """A number or a bracket that tells two bodies apart is no code."""
    assert not same_body(*pair)


def test_the_office_of_a_body_has_one_name_in_brackets_and_without() -> None:
    """某局（机关） is 某局机关."""
    assert same_body("云岭区水务局（机关）", "云岭区水务局机关")
    assert same_body("云岭区水务局-本部", "云岭区水务局本部")


def test_of_the_spellings_of_a_body_the_usual_one_names_it() -> None:
    """Of equal ones the shortest; two codes are two bodies of one name."""
    names = ["甲局（本级）", "甲局", "乙局。", "乙局（汇总）", "乙局（汇总）", ""]
    spelt = {"甲局（本级）": "甲局", "甲局": "甲局", "乙局。": "乙局（汇总）", "乙局（汇总）": "乙局（汇总）", "": ""}
    assert usual_spellings(names) == spelt
    coded = ["[105]甲局", "[106]甲局", "甲局", "甲局（本级）"]
    assert usual_spellings(coded) == {"[105]甲局": "[105]甲局", "[106]甲局": "[106]甲局", "甲局": "甲局", "甲局（本级）": "甲局"}


def test_a_name_is_never_eaten_up() -> None:
    """What is nothing but a mark or a code is itself."""
    assert [body_key(each) for each in ("（汇总）", "105001", "")] == ["(汇总)", "105001", ""]
    assert project_name_key("2026年", 2026) == "2026年"


def test_radicals_are_their_characters() -> None:
    """Neither the Kangxi radicals nor those of the supplement, which NFKC leaves alone, make another name."""
    assert bare("⻔诊⽂化⻓廊") == "门诊文化长廊"
    kinds = ("CJK RADICAL", "KANGXI RADICAL")
    assert all(unicodedata.name(radical).startswith(kinds) for line in RADICALS for radical, _ in line.split())
    assert sum(len(line.split()) for line in RADICALS) == 133


RADICALS = load_json("schemas", "names.json")["radicals"]


@pytest.mark.parametrize(
    "text",
    [
        "“雪亮”工程运维",
        "「雪亮」工程 运维",
        "2026年“雪亮”工程运维",
        "雪亮工程运维（2026年度）",
        "[51000026R000000012345]-雪亮工程运维",
        "51000026Y000000012345-雪亮工程运维",
        "雪亮工程运维(51000026Y000000012345)",
    ],
)
def test_a_project_is_the_same_without_quotes_its_own_year_and_its_code(text: str) -> None:
    """Quotation marks, the form's year and a system's code make no other project."""
    assert same_project(text, "雪亮工程运维", 2026)
    assert lasting_name(text) == "雪亮工程运维"


@pytest.mark.parametrize(
    "text",
    [
        *("社区阅读-推广项目", "社区阅读·推广项目", "社区阅读、推广项目", "社区（阅读）推广项目", "社区阅读推广项目。"),
        *("社区阅读推广项目-2026", "2026—社区阅读推广项目", "社区阅读_推广项目"),
    ],
)
def test_a_project_is_the_same_whatever_divides_its_words(text: str) -> None:
    """A mark that one version of a form has and another lacks makes no second project."""
    assert project_name_key(text, 2026) == "社区阅读推广项目"


def test_what_stands_between_two_digits_is_part_of_a_projects_name() -> None:
    """2-3号楼 is not 23号楼."""
    assert project_name_key("2-3号楼改造") != project_name_key("23号楼改造")
    assert project_name_key("——") == "--"


def test_another_year_is_another_project_within_a_year_and_the_same_over_the_years() -> None:
    """What is left to pay of last year's project must not replace this year's."""
    assert not same_project("2025年设备采购", "2026年设备采购", 2026)
    assert not same_project("2025年设备采购", "设备采购", 2026)
    assert lasting_name("2025年设备采购") == lasting_name("2026年设备采购")


@pytest.mark.parametrize("text", ["119-消防演练", "5G-基站", "（一期）改造", "110报警系统", "COVID19-防控"])
def test_a_number_in_a_projects_name_is_no_code(text: str) -> None:
    """Short numbers and words belong to the name."""
    assert project_code(text) == ""
    assert project_name_key(text, 2026) == project_name_key(text.swapcase())


def test_codes_tell_apart_what_shares_a_name() -> None:
    """The code itself is there for whoever must keep two units of one name apart."""
    assert [body_code(each) for each in ("[105]甲局", "甲局（105001）", "甲局", "120急救中心")] == ["105", "105001", "", ""]
    assert project_code("[51000026R000000012345]甲") == "51000026r000000012345"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[105]甲局（汇总）", "甲局"),
        (" 105-甲局 ", "甲局"),
        ("105001甲局", "甲局"),
        ("甲局（105001）", "甲局"),
        ("甲局（本级）", "甲局（本级）"),
        ("甲局-汇总", "甲局"),
        ("甲局。", "甲局"),
        ("。", "。"),
        ("120急救中心", "120急救中心"),
        ("（汇总）", "（汇总）"),
    ],
)
def test_a_body_is_printed_as_written_without_code_and_汇总(text: str, shown: str) -> None:
    """A title bears the name alone; 本级 is part of what the unit wrote."""
    assert shown_body(text) == shown


def test_two_spellings_count_as_one_under_the_more_frequent() -> None:
    """One department in three spellings is one department."""
    names = ["[105]甲局", "甲局", "甲局（本级）", "", "乙局", "乙 局"]
    assert spellings(names) == {"甲局": 3, "乙局": 2}
    assert list(spellings(names)) == ["甲局", "乙局"]


@pytest.mark.parametrize("named", ["甲/表.xlsx", "甲\\表.xlsx", ".\\甲\\表.XLSX", "/甲/表.xlsx", "表.xlsx"])
def test_a_path_is_meant_with_either_stroke_and_by_its_name_alone(named: str) -> None:
    """A path copied from Explorer has backslashes; the name alone is enough."""
    assert same_file(named, "甲/表.xlsx")


@pytest.mark.parametrize("named", ["乙/表.xlsx", "甲", "甲/", "格.xlsx", ""])
def test_another_path_is_another_file(named: str) -> None:
    """A folder, another folder's file, and no name at all."""
    assert not same_file(named, "甲/表.xlsx")


def test_the_list_of_marks_is_what_its_schema_allows() -> None:
    """A misspelt key in schemas/names.json would be passed over in silence."""
    validator = Draft202012Validator(load_json("schemas", "names.schema.json"))
    data = load_json("schemas", "names.json")
    assert not list(validator.iter_errors(data))
    assert list(validator.iter_errors({**data, "body_mark": []}))


@pytest.mark.parametrize(
    ("ones", "others", "twins"),
    [
        (["航标维护项目"], ["航标维护"], {"航标维护项目": "航标维护"}),
        (["航标维护"], ["航标维护经费", "灯塔巡检"], {"航标维护": "航标维护经费"}),
        (["航标维护工程"], ["航标维护经费"], {"航标维护工程": "航标维护经费"}),
        (["航标维护项目"], ["航标养护"], {}),
        (["航标维护项目"], ["航标维护项目", "航标维护"], {}),
        (["航标维护项目", "航标维护工程"], ["航标维护"], {}),
        (["航标维护项目"], ["航标维护", "航标维护经费"], {}),
    ],
)
def test_a_name_on_one_side_goes_with_the_only_one_that_lacks_its_end(
    ones: list[str], others: list[str], twins: dict[str, str]
) -> None:
    """项目, 经费 and 工程 at the end make no other project where no second name could be meant."""
    assert twins_of(ones, others) == twins
