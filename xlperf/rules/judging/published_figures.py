"""The figures of a department's published text (公开说明), held against the batch (SUM-005; sentences: handbook 6.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlperf.data.money import WAN, YUAN_PER, in_unit, in_wan, is_summed
from xlperf.data.names import body_key
from xlperf.data.resources import load_json
from xlperf.forms.form import Form, FormKind
from xlperf.lists.published_text import Disclosure, DisclosureSentence, StatedFigure
from xlperf.rules.context import Context
from xlperf.rules.facts.form_scores import is_of_nothing_done
from xlperf.rules.facts.scoring import execution_rate, round_half_up
from xlperf.rules.facts.subjects.subject import Facts

BLANK = "____"
"""Stands where staff must fill in what no form says."""

_OF_SENTENCES = frozenset({"several_departments", "no_forms", "other_year", "several_years"})
"""Why a whole sentence is held against nothing."""


def money_of(kind: FormKind) -> str:
    """Return the money of a form that a published text adds up, as a field."""
    field: str = _known_figures()["amount"]["of"][kind][0]
    return field


@dataclass(frozen=True, slots=True)
class DisclosedFigures:
    """What a published text has to say of some forms.

    Attributes:
        units: 预算单位, each once.
        projects: forms.
        amount: their money in 万元 with two decimals: added in 元 first, then converted (handbook 6.3).
        unread: forms whose money is blank or could not be read, and is not in the amount.
    """

    units: int
    projects: int
    amount: Decimal
    unread: int


def disclosed_figures(forms: Sequence[Form], kind: FormKind) -> DisclosedFigures:
    """Return what a published text has to say of forms of one kind."""
    amounts = _amounts(forms, money_of(kind))
    return DisclosedFigures(_units(forms), len(forms), in_wan(_sum(amounts)), len(forms) - len(amounts))


def disclosure_facts(forms: Sequence[Form], context: Context) -> Iterator[Facts]:
    """Yield the facts of every figure of the published text beside what the batch gives.

    A figure that cannot be held against anything yields facts without a ``gap`` and says why
    (``unchecked``).  Of a sentence that cannot, that is said only where no other sentence
    can either, or where there is none.

    Args:
        forms: those that enter the totals.
        context: the text, the own department, and what must not be published.
    """
    disclosure = context.disclosure
    if disclosure is None:
        return
    found = [each for sentence in disclosure.sentences for each in _sentence_facts(sentence, disclosure, forms, context)]
    names = {"text_file": disclosure.file}
    if not any("gap" in each for each in found):
        yield {**names, "unchecked": "no_sentence", **(found[0] if found else {})}
        return
    for each in found:
        if each.get("unchecked") in _OF_SENTENCES:
            each.pop("unchecked")
        yield {**names, **each}


def _sentence_facts(
    sentence: DisclosureSentence, disclosure: Disclosure, forms: Sequence[Form], context: Context
) -> Iterator[Facts]:
    known: Facts = {"subject": sentence.subject, "kind": sentence.form, "text": sentence.text}
    own, reason = _forms_of(sentence, disclosure, forms, context)
    if reason:
        yield {**known, "unchecked": reason}
        return
    # The published text leaves secret projects out; one that counts them is told how much it gives away.
    listed = context.unpublished
    public = [form for form in own if listed is None or not listed.find(form.text("/unit"), form.text("/project_name"))]
    shown = disclosed_figures(public, sentence.form)
    known["units"], known["projects"] = str(shown.units), str(shown.projects)
    known["amount_wan"] = BLANK if shown.unread else str(shown.amount)
    told = [_figure_facts(each, sentence.form, own, public) for each in sentence.figures]
    leaves_out = any(each.get("leaves_out") for each in told)
    for each in told:
        partly: Facts = {"partly": True} if "counts_hidden" in each and leaves_out else {}
        yield {**known, **{name: value for name, value in each.items() if name != "leaves_out"}, **partly}
    if sentence.passed_over:
        yield {**known, "unchecked": "passed_over", "stated": "”、“".join(sentence.passed_over)}


def _figure_facts(stated: StatedFigure, kind: FormKind, own: Sequence[Form], public: Sequence[Form]) -> Facts:
    """Return one figure of a sentence beside what the batch gives, or why it is held against nothing."""
    figure = _known_figures()[stated.figure]
    facts: Facts = {"figure": figure["name"], "stated": f"{stated.number} {stated.measure}"}
    true = _value(figure, kind, public)
    if true is None or (whole := _value(figure, kind, own)) is None:
        return {**facts, "unchecked": "unread_amounts"}
    money = YUAN_PER.get(stated.measure)
    # Amounts are compared in 万元 as published, and in 元 where the text is as exact as that.
    measure = min(stated.measure, WAN, key=YUAN_PER.__getitem__) if money else stated.measure
    facts["computed"] = f"{_in_measure(true, measure)} {measure}"
    if stated.is_rough and all(_is_near(stated, each) is None for each in (whole, true)):
        return {**facts, "unchecked": "rough_figure"}
    gap, gap_of_all = _gap(stated, true, measure), _gap(stated, whole, measure)
    facts["gap"] = min(gap, gap_of_all)
    if figure["how"] != "units" and gap_of_all < gap:
        facts["counts_hidden"] = len(own) - len(public)
    return {**facts, "leaves_out": True} if gap < gap_of_all else facts


def _gap(stated: StatedFigure, true: Decimal, measure: str) -> Decimal:
    """Return how far a figure is off; one rounded as it is written is not, but in 万元 two decimals are due."""
    if _is_near(stated, true):
        return Decimal(0)
    written = stated.number * YUAN_PER.get(stated.measure, 1) / YUAN_PER.get(measure, 1)
    return abs(_in_measure(true, measure) - written)


def _is_near(stated: StatedFigure, true: Decimal) -> bool | None:
    """Tell whether a figure is the true one as rounded as it is written; None where a rough one (480余万元) may be."""
    exact = in_unit(true, stated.measure) if stated.measure in YUAN_PER else true
    written = stated.number.normalize() if stated.is_rough else stated.number
    exponent = written.as_tuple().exponent
    if not isinstance(exponent, int):
        return False
    off = abs(exact - stated.number).scaleb(-exponent)
    if stated.is_rough:
        return True if off <= Decimal("0.5") else None if off <= 1 else False
    return stated.measure != WAN and off <= Decimal("0.5")


def _in_measure(number: Decimal, measure: str) -> Decimal:
    """Return a figure as it is published: counts whole, all else with two decimals."""
    exact = in_unit(number, measure) if measure in YUAN_PER else number
    return exact if measure == "个" else round_half_up(exact)


def _value(figure: Mapping[str, Any], kind: FormKind, forms: Sequence[Form]) -> Decimal | None:
    """Return a figure of some forms, money in 元; None where a form does not say its part."""
    if figure["how"] == "units":
        return Decimal(_units(forms))
    if figure["how"] == "forms":
        return Decimal(len(forms))
    if figure["how"] == "mean":
        forms = [form for form in forms if not is_of_nothing_done(form)]
    columns = [_amounts(forms, field) for field in figure["of"][kind]]
    if any(len(each) < len(forms) for each in columns):
        return None
    parts = [_sum(each) for each in columns]
    if figure["how"] == "rate":
        return execution_rate(parts[1], parts[0])
    if figure["how"] == "mean":
        return parts[0] / len(forms) if forms else None
    return parts[0]


def _amounts(forms: Iterable[Form], field: str) -> list[Decimal]:
    return [each for form in forms if (each := form.amount(field)) is not None and is_summed(each)]


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(map(round_half_up, amounts), Decimal(0))


def _units(forms: Iterable[Form]) -> int:
    return len({body_key(form.text("/unit")) for form in forms if form.text("/unit")})


def _known_figures() -> Mapping[str, Any]:
    figures: Mapping[str, Any] = load_json("schemas", "disclosure-sentences.json")["figures"]
    return figures


def _forms_of(
    sentence: DisclosureSentence, disclosure: Disclosure, forms: Iterable[Form], context: Context
) -> tuple[list[Form], str]:
    """Return the forms that a sentence counts, or why that cannot be told."""
    own = [form for form in forms if form.kind == sentence.form]
    departments = {name for form in own if (name := body_key(form.text("/department")))}
    if context.department:
        wanted = body_key(context.department)
        own = [form for form in own if body_key(form.text("/department")) in ("", wanted)]
    elif len(departments) > 1:
        return [], "several_departments"
    if not own:
        return [], "no_forms"
    held = {form.year for form in own}
    named = sentence.years or tuple(disclosure.years)
    years = [each for each in named if each in held]
    if named and not years:
        return [], "other_year"
    if len(set(years)) > 1 or (not named and len(held) > 1):
        return [], "several_years"
    return [form for form in own if not years or form.year == years[0]], ""
