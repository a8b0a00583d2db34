"""What a rule's written screen sorts out is what judging one by one comes to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import declaration, self_evaluation
from tests.rules.test_any_form import _forms
from xlperf.forms.form import Form
from xlperf.rules import Context, load_rule_book
from xlperf.rules.dialect.breach import Breach
from xlperf.rules.dialect.compiling import compile_condition
from xlperf.rules.dialect.writing import Writer
from xlperf.rules.facts.reviewing import add_reviewed_facts
from xlperf.rules.facts.subjects.form_view import FormView
from xlperf.rules.judging.outcome import Outcome
from xlperf.rules.judging.rule_run import Run

BOOK = load_rule_book()


def _subjects(form: Form) -> dict[str, list[Any]]:
    view = FormView(form, Context(batch_year=2025), BOOK.rule_set.vocabulary)
    add_reviewed_facts(view, BOOK.rule_set.vocabulary, BOOK.rule_set.scoring)
    names = tuple({name for rule in BOOK.rule_set.rules for name in rule.applies.fields})
    return {"form": [view.head], "row": list(view.rows), "field": list(view.fields(names, ()))}


def _agree(form: Form) -> None:
    for each, subjects in _subjects(form).items():
        for runnable in (BOOK.runnable(rule) for rule in BOOK.rule_set.rules if rule.each == each):
            counts, expected, doubtful = [0] * len(Outcome), [0] * len(Outcome), []
            for subject in subjects:
                outcome, breaches = runnable.judge(subject)
                if breaches or (outcome is Outcome.NOT_APPLICABLE and not subject.absent.isdisjoint(runnable._reads)):
                    doubtful.append(subject)
                else:
                    expected[outcome] += 1
            left = runnable.screen(subjects, counts)
            assert [each for each in doubtful if runnable.judge(each)[0] is Outcome.FAILED] == [
                each for each in left if runnable.judge(each)[0] is Outcome.FAILED
            ], runnable.rule.id
            for subject in left:
                counts[runnable.judge(subject)[0]] += 1
            for subject in doubtful:
                expected[runnable.judge(subject)[0]] += 1
            assert counts == expected, runnable.rule.id


@settings(max_examples=60, deadline=None)
@given(_forms())
def test_the_screen_of_every_rule_agrees_with_judging_one_by_one(form: Form) -> None:
    """On any form the screen passes over exactly what would not have been a finding, and counts it alike."""
    _agree(form)


def test_the_screens_agree_on_a_form_whose_layout_lacks_fields() -> None:
    """A self-evaluation and a declaration without some of their fields are screened as they are judged."""
    for form in (self_evaluation(), declaration()):
        _agree(form)
        _agree(replace(form, fields=tuple(each for each in form.fields if each.name not in ("/nature", "/total_score"))))


_FACTS = st.fixed_dictionaries(
    {},
    optional={
        "one": st.sampled_from([True, False, 0, 1, "甲", "乙1", "", ["甲"], None, 2.5]),
        "two": st.sampled_from([True, 3, "丙", {"one": 1}]),
    },
)
_VALUES = st.sampled_from(
    [
        {"const": True},
        {"const": "甲"},
        {"const": 1},
        {"enum": ["甲", "丙"]},
        {"pattern": "\\d"},
        {"minimum": 1},
        {"exclusiveMaximum": 3},
        {"lacks": {"words": ["甲", "1"]}},
        {"lacks": {"pattern": "[乙丙]"}},
        {"contains": {"const": "甲"}},
        {"required": ["one"]},
        {"not": {"pattern": "乙"}},
        {"anyOf": [{"const": 1}, {"pattern": "甲"}]},
        {"allOf": [{"maximum": 2}, {"not": {"const": 0}}]},
        False,
        True,
    ]
)
_CONDITIONS = st.recursive(
    st.one_of(
        st.just({"required": ["one", "two"]}),
        st.builds(lambda inner: {"properties": {"one": inner}}, _VALUES),
        st.builds(lambda inner, other: {"properties": {"one": inner, "two": other}, "required": ["one"]}, _VALUES, _VALUES),
        st.just({"filled": ["one"]}),
        st.booleans(),
    ),
    lambda inner: st.one_of(
        st.builds(lambda each: {"not": each}, inner),
        st.builds(lambda each: {"anyOf": each}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda each: {"allOf": each}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda test, then, other: {"if": test, "then": then, "else": other}, inner, inner, inner),
    ),
    max_leaves=6,
)


@settings(max_examples=400, deadline=None)
@given(_CONDITIONS, _FACTS)
def test_what_is_written_means_what_is_compiled(schema: Any, facts: dict[str, Any]) -> None:
    """The expression of any condition holds where the compiled condition does."""
    writer = Writer()
    text = writer.of_facts(schema)
    assert bool(eval(text, {**writer.names, "facts": facts})) is compile_condition(schema).holds(facts)


def test_a_rule_that_raises_is_told_for_the_subject_it_raised_on() -> None:
    """Where a keyword raises in the screen, each subject is judged by itself and only the one at fault is broken."""
    rule = next(each for each in BOOK.rule_set.rules if each.each == "row" and each.stage == "form")
    runnable = BOOK.runnable(rule)

    class Raising:
        rule = runnable.rule

        @staticmethod
        def screen(_subjects: Any, _counts: Any) -> Any:
            raise ValueError("schief")

        @staticmethod
        def judge(subject: Any) -> tuple[Outcome, tuple[Breach, ...]]:
            if subject.facts["index"] == 1:
                raise ValueError("schief")
            return Outcome.PASSED, ()

    run = Run()
    run.judge(Raising, tuple(_subjects(declaration())["row"]))  # type: ignore[arg-type]
    counts = run.counts[rule.id]
    assert (counts[Outcome.BROKE], counts[Outcome.PASSED], len(run.broken)) == (1, 5, 1)
