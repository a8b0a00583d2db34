"""What a unit says below the table of its form in a row of its own: 备注 | 资金已收回8万元, 存在问题 | …, 项目立项依据 | ….

It is kept under the words of its label, as what stands beside a bureau's further labels in the head; no rule judges it.
Signatures, opinions of those who approve, and notes on how to fill in the form are none of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from xlperf.forms.form import Field
from xlperf.forms.layouts.vocabulary import Vocabulary
from xlperf.forms.reading.fields import own_field
from xlperf.forms.reading.head_part.head import Head
from xlperf.forms.reading.labels import Spot
from xlperf.forms.values.amounts import is_blank_mark, parse_amount
from xlperf.forms.values.form_text import COLON, key_of
from xlperf.forms.values.target import is_phrase


def read_said_below(head: Head, last_row: int, words: Vocabulary) -> list[Field]:
    """Return what stands beside the labels of such rows, each under its label.

    Args:
        last_row: the last row of the form's tables.
        words: the labels, and the words that only notes have.
    """
    said = filter(None, (said_in(head.window.row(row), words) for row in head.window.rows_below(last_row)))
    return [own_field(label, text, spot.text, spot.address) for label, text, spot in said]


def said_in(line: Sequence[Spot], words: Vocabulary) -> tuple[str, str, Spot] | None:
    """Return the label of such a row, what it says, and the cell that says it; None for any other row."""
    pair = _pair(line, words)
    return pair if pair is not None and _says(pair[1], words) else None


def is_left_empty(line: Sequence[Spot], words: Vocabulary) -> bool:
    """True for such a row in which nothing is said: 其他需说明的问题 alone, or with 无 behind it."""
    if not line:
        return False
    label, *behind = COLON.split(line[0].text, maxsplit=1)
    said = "".join(behind).strip() or (line[1].text if len(line) > 1 else "")
    return words.said_below.fullmatch(key_of(label)) is not None and _is_nothing("".join(said.split()), words)


def _pair(line: Sequence[Spot], words: Vocabulary) -> tuple[str, str, Spot] | None:
    """Return the label of a row, what it says, and the cell that says it: the next one, or that of the label itself."""
    if not line:
        return None
    label, *behind = COLON.split(line[0].text, maxsplit=1)
    if not words.said_below.fullmatch(key_of(label)):
        return None
    if behind and behind[0].strip():  # 说明：定量指标… is a note that was printed on the form
        return None if words.said_beside.fullmatch(key_of(label)) else (label, behind[0], line[0])
    return (label, line[1].text, line[1]) if len(line) > 1 else None


def _says(text: str, words: Vocabulary) -> bool:
    whole = "".join(text.split())
    if parse_amount(whole) is not None or is_phrase(text):  # an amount or a target that fell there is told
        return False
    return not (_is_nothing(whole, words) or words.guides.search(whole))


def _is_nothing(whole: str, words: Vocabulary) -> bool:
    return is_blank_mark(whole) or words.says_nothing.match(whole) is not None
