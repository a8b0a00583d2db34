"""What a result in words says: numbers with their units, ranges, all of it and none of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlperf.rules.facts.words.answers import bounds, implied_number, quantities
from xlperf.rules.facts.words.plain_no import says_no
from xlperf.rules.facts.words.reasons import is_reason
from xlperf.rules.facts.words.several_in_one import count_in_one_row

D = Decimal


@pytest.mark.parametrize(
    ("actual", "wanted", "unit", "at_most", "number"),
    [
        ("未发生", 0, "次", False, 0),
        ("未发生", 0, None, False, 0),
        ("未发生", 3, "次", False, None),
        ("无", 2, "件", True, 0),
        ("无", 2, "件", False, None),
        ("无", 2, None, True, None),
        ("无", 2, "天", True, None),
        ("无", 2, "万元", True, None),
        ("未发生2起", 0, "起", False, None),
        ("全部完成", 100, "%", False, 100),
        ("全部完成", 95, "%", False, 100),
        ("全部完成", 100, "场", False, None),
        ("全部完成", 100, None, False, None),
        ("未全部完成", 100, "%", False, None),
        ("良好", 100, "%", False, None),
    ],
)
def test_all_and_none_are_numbers_where_they_can_be(
    actual: str, wanted: int, unit: str | None, at_most: bool, number: int | None
) -> None:
    """无 is 0 of what is counted and limited, of no time and no money; 全部 is 100 only of per cent."""
    assert implied_number(actual, D(wanted), unit, at_most) == (None if number is None else D(number))


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("20-30(场)", (20, 30)),
        ("≥90%且≤95%", (90, 95)),
        ("不少于1,000不超过2,000", (1000, 2000)),
        ("30-20", None),
        ("20-20", None),
        ("2025-12-31", None),
        ("≥20", None),
    ],
)
def test_a_range_has_two_ends_in_their_order(text: str, ends: tuple[int, int] | None) -> None:
    """A day is no range, and neither is one whose ends are the same or the wrong way round."""
    assert bounds(text) == (None if ends is None else tuple(map(D, ends)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("共开展十二场", (12, "场", False)),
        ("共开展二十场", (20, "场", False)),
        ("共开展十场", (10, "场", False)),
        ("共开展三场", (3, "场", False)),
        ("共开展二十三场，3人参加", (3, "人", False)),
        ("共开展近3场", (3, "场", True)),
    ],
)
def test_numbers_in_chinese_count_where_no_others_stand(text: str, found: tuple[int, str, bool]) -> None:
    """Up to 99; a digit in the text is taken before them."""
    assert quantities(text) == ((D(found[0]), *found[1:]),)


@pytest.mark.parametrize(
    ("note", "is_one"),
    [
        ("雨季取消两场。", True),
        ("暂缺", False),
        ("", False),
        ("。", False),
        ("同上", False),
        ("已完成", False),
        ("暂缺材料，已催报。", True),
    ],
)
def test_a_note_gives_a_reason_unless_it_says_nothing(note: str, is_one: bool) -> None:
    """Words of the scoring settings say nothing where they are all of it."""
    assert is_reason(note, ("暂缺",)) is is_one


@pytest.mark.parametrize(
    ("name", "target", "many"),
    [
        ("培训场次\n培训人数", "≥12(场)\n≥300(人)", 2),
        ("培训场次\n培训人数", "≥12\n≥300", 2),
        ("培训场次\n培训人数", "12场\n300人", 2),
        ("培训场次\n培训人数", "12\n300", 1),
        ("培训场次\n培训人数", "≥12(场)\n若干", 1),
        ("培训场次\n（含线上）", "≥12(场)\n≤20(场)", 1),
        ("培训场次\n培训人数", "≥12(场)", 1),
        ("培训场次", "≥12(场)\n≥300(人)", 1),
    ],
)
def test_a_row_with_as_many_names_as_targets_holds_several_indicators(name: str, target: str, many: int) -> None:
    """Each target needs a number with a sign or a unit; both ends of one range are one."""
    assert count_in_one_row(name, target) == many


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("31座次（其中夜间9座次）", ["31"]),
        ("12次，其中专场3次", ["12"]),
        ("15人（含借调2人）", ["15"]),
        ("8场，另1场改线上", ["8"]),
        ("20家，其余2家因拆迁未完成", ["20"]),
        ("2项已完成，另3项正在实施", ["2"]),
        ("8场，另增加1场", ["8", "1"]),
        ("9场（7场室内、2场室外）", ["9", "7", "2"]),
        ("（其中）5家", ["5"]),
        ("共走访120+90家", ["210"]),
        ("120家+90家", ["210"]),
        ("3×105人次", []),
        ("办班3期*105人，共315人次", ["315"]),
        ("5+2模式", ["5", "2"]),
        ("120+90=210家", ["120", "90", "210"]),
    ],
)
def test_what_a_result_says_of_a_part_or_of_the_rest_is_no_second_result(text: str, found: list[str]) -> None:
    """What was done besides (另增加1场) is one, and a person must add it."""
    assert [str(number) for number, _, _ in quantities(text)] == found


@pytest.mark.parametrize(
    ("said", "name", "no"),
    [
        ("延期还本付息惠及86户，落实到位", "延期还本付息政策落实", False),
        ("延期还本付息政策未落实", "延期还本付息政策落实", True),
        ("项目延期", "延期还本付息政策落实", True),
        ("延期半年", "项目延期次数", True),
    ],
)
def test_a_no_of_the_words_that_name_the_indicator_is_none(said: str, name: str, no: bool) -> None:
    """Two characters more of the name must follow: a delay is told all the same."""
    assert says_no(said, "落实到位", name) is no
