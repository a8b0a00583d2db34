"""What is quoted of a published text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlperf.lists.published_text_file import find_sentences


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


@pytest.mark.parametrize(
    ("amount", "figure", "slack"),
    [
        ("4,890,000元", "489", "0"),
        ("489.00（万元）", "489.00", "0"),
        ("0.0579亿元", "579", "0.5"),
        ("约500万元", "500", "50"),
        ("近1200万元", "1200", "50"),
        ("约0.48亿元", "4800", "50"),
    ],
)
def test_an_amount_is_read_in_whatever_unit(amount: str, figure: str, slack: str) -> None:
    """A rough one may be off by half of its last digit, and so may one in 亿元."""
    (found,) = find_sentences(f"编报绩效目标的项目6个，涉及项目预算资金{amount}。")
    assert (dict(found.figures)["amount"], found.slack) == (Decimal(figure), Decimal(slack))
