"""What is quoted of a published text."""

from __future__ import annotations

import pytest

from xlperf.lists.published_sentences import find_sentences


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("编报绩效目标的项目14个，\n涉及预算单位1个，资金1.2万元。", "编报绩效目标的项目14个，涉及预算单位1个，资金1.2万元"),
        ("三、绩效情况\n编报绩效目标的项目14个，资金1.2万元，均已公开。", "编报绩效目标的项目14个，资金1.2万元"),
        ("按要求公开如下：编报绩效目标的项目14个。", "编报绩效目标的项目14个"),
    ],
    ids=["over a line", "below a heading", "behind a colon"],
)
def test_a_sentence_is_quoted_from_the_clause_of_its_first_figure_to_the_last(text: str, quoted: str) -> None:
    """A line that ends between two figures cuts nothing off; a heading above, and words behind, are no part of it."""
    assert [each.text for each in find_sentences(text)] == [quoted]


@pytest.mark.parametrize("mark", ["；", ";"])
def test_an_amount_before_a_semicolon_is_of_another_clause(mark: str) -> None:
    """What stands in the clause of the projects and is none of their figures is passed over, and said."""
    (found,) = find_sentences(f"其他支出5万元{mark}编报绩效目标的项目14个，资金1.2万元，另有3万元。")
    assert found.passed_over == ("3万元",)
