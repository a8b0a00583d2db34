"""What a department's published text (公开说明) says: sentences with figures (handbook 6.2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from xlperf.forms.form import FormKind

Figure = Literal["units", "projects", "amount"]


@dataclass(frozen=True, slots=True)
class DisclosureSentence:
    """One sentence of the text, with the figures found in it.

    Attributes:
        subject: what it is about, such as 编报绩效目标.
        form: the kind of form that it counts.
        text: as published, white space aside.
        years: the years it names.
        figures: what it states: counts, and the amount in 万元.
        slack: by how much that amount may be off in 万元, because it is a rough one (约) or in 亿元.
    """

    subject: str
    form: FormKind
    text: str
    years: tuple[int, ...]
    figures: tuple[tuple[Figure, Decimal], ...]
    slack: Decimal = Decimal(0)


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
