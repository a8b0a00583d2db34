"""The figures of a department's published text (公开说明), held against the batch (SUM-005; sentences: handbook 6.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlperf.data.money import in_wan, is_summed
from xlperf.data.names import body_key
from xlperf.data.resources import load_json
from xlperf.forms.form import Form, FormKind
from xlperf.lists.published_text import Disclosure, DisclosureSentence, Figure
from xlperf.rules.context import Context
from xlperf.rules.facts.scoring import round_half_up
from xlperf.rules.facts.view import Facts

BLANK = "____"
"""Stands where staff must fill in what no form says."""

MONEY_OF: dict[FormKind, str] = {"declaration": "/funding/annual", "self_evaluation": "/funding/total/full_year_budget"}
"""The money of a form that a published text adds up."""

"""The summary lists greater amounts as text and leaves them out of its sums."""


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

    def value(self, figure: Figure) -> Decimal:
        """Return one of the figures."""
        return self.amount if figure == "amount" else Decimal(self.units if figure == "units" else self.projects)


def disclosed_figures(forms: Sequence[Form], kind: FormKind) -> DisclosedFigures:
    """Return what a published text has to say of forms of one kind."""
    amounts = [each for form in forms if (each := form.amount(MONEY_OF[kind])) is not None and is_summed(each)]
    total = sum((round_half_up(each) for each in amounts), Decimal(0))
    units = len({body_key(form.text("/unit")) for form in forms if form.text("/unit")})
    return DisclosedFigures(units, len(forms), in_wan(total), len(forms) - len(amounts))


def disclosure_facts(forms: Sequence[Form], context: Context) -> Iterator[Facts]:
    """Yield the facts of every figure of the published text beside what the batch gives.

    A figure that cannot be held against anything yields facts without a ``gap``.  When that
    is so of all of them, or there is no figure, one subject says why (``unchecked``).

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
        each.pop("unchecked", None)
        yield {**names, **each}


def _sentence_facts(
    sentence: DisclosureSentence, disclosure: Disclosure, forms: Sequence[Form], context: Context
) -> Iterator[Facts]:
    known: Facts = {"subject": sentence.subject, "kind": sentence.form, "text": sentence.text}
    own, reason = _forms_of(sentence, disclosure, forms, context)
    if reason:
        yield {**known, "unchecked": reason}
        return
    # The published text leaves secret projects out; whether this one counts them, it does not say: either is right.
    listed = context.unpublished
    public = [form for form in own if listed is None or not listed.means(form.text("/unit"), form.text("/project_name"))]
    whole, shown = disclosed_figures(own, sentence.form), disclosed_figures(public, sentence.form)
    known["units"], known["projects"] = str(shown.units), str(shown.projects)
    known["amount_wan"] = BLANK if shown.unread else str(shown.amount)
    names = load_json("schemas", "disclosure-sentences.json")["names"]
    for figure, stated in sentence.figures:
        name = names[figure]
        facts = {**known, "figure": name["name"], "stated": f"{stated} {name['measure']}"}
        if figure == "amount" and whole.unread:
            yield {**facts, "unchecked": "unread_amounts"}
            continue
        gap = min(abs(each.value(figure) - stated) for each in (whole, shown))
        if figure == "amount" and gap <= sentence.slack:
            gap = Decimal(0)
        yield {**facts, "gap": gap, "computed": f"{shown.value(figure)} {name['measure']}"}


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
