"""Goals whose numbers stand in cells of their own beside the texts."""

from __future__ import annotations

import pytest

from tests.forms.plain_form import ROWS, drawn
from tests.forms.reading import read
from tests.forms.test_goal_areas import TERM, YEAR, form_of, goals_of, unread
from tests.forms.test_money_otherwise import _HEAD, _IN_PAIRS, _REST, Lines
from xlperf.forms.form import Form


def _form(*goals: tuple[str, ...]) -> Form:
    heads: Lines = (("年度总体目标", "预期目标", "", "", "", "实际完成情况"), *goals)
    (form,) = read(drawn((*_HEAD, *_IN_PAIRS["one line"], *heads, *_REST[2:]))).forms
    return form


@pytest.mark.parametrize("number", ["目标{}：", "{}.", "（{}）", "{}、"])
def test_a_text_behind_its_number_belongs_to_the_same_goal(number: str) -> None:
    """Without merged cells it stands under no heading, and is no result."""
    form = _form(
        ("", number.format(1), "完成清淤六处", "", "", "已清淤六处"),
        ("", number.format(2), "覆盖全部乡镇", "", "", "已覆盖全部乡镇"),
        ("", number.format(3), "群众满意", "", "", "群众满意"),
    )
    numbers = [number.format(each) for each in (1, 2, 3)]
    texts = ("完成清淤六处", "覆盖全部乡镇", "群众满意")
    assert form.text("/budget_goal") == "\n".join(f"{one}\n{two}" for one, two in zip(numbers, texts, strict=True))
    assert form.text("/actual_completion") == "已清淤六处\n已覆盖全部乡镇\n群众满意"
    assert not [each for each in form.remarks if each.kind in ("unread_cell", "unsure_row")]


def test_numbers_beside_both_goals() -> None:
    """The results may be numbered too."""
    form = _form(
        ("", "目标1：", "完成清淤六处", "", "", "目标1：", "已清淤六处"),
        ("", "目标2：", "覆盖乡镇", "", "", "目标2：", "已覆盖"),
    )
    assert form.text("/budget_goal") == "目标1：\n完成清淤六处\n目标2：\n覆盖乡镇"
    assert form.text("/actual_completion") == "目标1：\n已清淤六处\n目标2：\n已覆盖"


def test_a_number_with_a_blank_result() -> None:
    """Of two cells below two headings both may be the goal's."""
    form = _form(("", "目标1：", "完成清淤六处"))
    assert form.text("/budget_goal") == "目标1：\n完成清淤六处"
    assert form.value("/actual_completion") is None


@pytest.mark.parametrize("number", ["1.", "①"])
def test_a_number_alone_takes_no_text_from_below_another_label(number: str) -> None:
    """The number stands apart from the text, which stands below its own label."""
    form = form_of(("总体目标", "", "年度目标"), (number, "", YEAR))
    assert (goals_of(form), unread(form)) == ((number, YEAR), [])


def test_a_number_left_of_all_labels_goes_with_the_text_behind_it() -> None:
    """It stands below no label, the text behind it does: no other goal has it."""
    form = form_of(("", "总体目标", "年度目标"), ("1.", TERM, YEAR))
    assert (goals_of(form), unread(form)) == ((f"1.\n{TERM}", YEAR), [])


@pytest.mark.parametrize("mark", ["/", "—"])
@pytest.mark.parametrize("after", [(), ("目标2：汛前加固。",)], ids=["below it", "within it"])
def test_a_stroke_in_a_row_of_a_goal_is_no_text_of_it(mark: str, after: tuple[str, ...]) -> None:
    """It stands for nothing; the texts above and below it are the goal."""
    texts = ("目标1：全年巡护河堤六十次。", *after)
    lines = [("", "三年完成加固。", "", texts[0]), *(("", "", "", each) for each in (mark, *after))]
    (form,) = read(drawn((*ROWS[:6], *lines, *ROWS[7:]))).forms
    assert form.value("/annual_goal") == "\n".join(texts)
