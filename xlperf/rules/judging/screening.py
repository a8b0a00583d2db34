"""Sorting out the subjects on which a rule has nothing to say, by one written function a rule.

Of the three hundred times that a rule looks at something in a form nearly all come to nothing; what
is left is judged by ``RunnableRule.judge``, which also says what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from xlperf.rules.dialect.writing import Writer
from xlperf.rules.facts.subjects.subject import Subject
from xlperf.rules.judging.outcome import Outcome

Screen = Callable[[Sequence[Subject], list[int]], list[Subject]]
"""Takes subjects and counts by outcome, which it adds to; returns the subjects that must be judged."""


def written_screen(
    when: Any,
    then: Any,
    needs_first: Sequence[str],
    needs_after: Sequence[str],
    needs_to_pass: Sequence[str],
    unreadable: Callable[[Subject], bool],
) -> Screen:
    """Return the screen of a rule.

    Args:
        when, then: its conditions, limits and words put in; None for no ``when``.
        needs_first, needs_after: facts without which it cannot be decided, before and after ``when`` is looked at.
        needs_to_pass: facts without which it never passes.
        unreadable: tells whether something that it reads could not be read.
    """
    writer = Writer()
    lines = [
        "def screen(subjects, counts):",
        " left = []",
        " for subject in subjects:",
        "  facts = subject.facts",
        f"  if subject.unreadable and {writer.name(unreadable)}(subject):",
        f"   counts[{Outcome.COULD_NOT_READ:d}] += 1; continue",
        *_lacking(needs_first),
    ]
    if when is not None:
        lines += [f"  if not {writer.of_facts(when)}:", f"   counts[{Outcome.NOT_APPLICABLE:d}] += 1; continue"]
    lines += [*_lacking(needs_after), f"  if not {writer.of_facts(then)}:", "   left.append(subject); continue"]
    lines += [*_lacking(needs_to_pass), f"  counts[{Outcome.PASSED:d}] += 1", " return left"]
    exec(compile("\n".join(lines), "<rule>", "exec"), writer.names)
    made: Screen = writer.names["screen"]
    return made


def _lacking(needs: Sequence[str]) -> list[str]:
    if not needs:
        return []
    missing = " or ".join(f"{each!r} not in facts" for each in needs)
    return [f"  if {missing}:", f"   counts[{Outcome.NOT_ENOUGH_DATA:d}] += 1; continue"]
