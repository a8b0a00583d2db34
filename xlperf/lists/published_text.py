"""What a department's published text (公开说明) says: sentences with figures (handbook 6.2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from xlperf.forms.form import FormKind

Figure = Literal["units", "projects", "amount", "executed", "rate", "score"]


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """One figure of a sentence.

    Attributes:
        figure: which.
        number: as written, of the measure.
        measure: what it is counted in: 个, %, or the unit of money that the text writes.
        is_rough: a round figure (约500万元), which is held against nothing.
    """

    figure: Figure
    number: Decimal
    measure: str
    is_rough: bool = False


@dataclass(frozen=True, slots=True)
class DisclosureSentence:
    """One sentence of the text, with the figures found in it.

    Attributes:
        subject: what it is about, such as 编报绩效目标.
        form: the kind of form that it counts.
        text: as published, white space aside.
        years: the years it names.
        figures: what it states.
        passed_over: amounts, shares and scores of the sentence that are none of the figures, as written.
    """

    subject: str
    form: FormKind
    text: str
    years: tuple[int, ...]
    figures: tuple[StatedFigure, ...]
    passed_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What a published text says.

    Attributes:
        file: its name.
        sentences: those with figures, in the order of the text.
        years: every year that the text names.
    """

    file: str
    sentences: tuple[DisclosureSentence, ...] = ()
    years: frozenset[int] = field(default_factory=frozenset)
