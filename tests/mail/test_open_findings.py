"""Under whom the letter lists what is open, and what it keeps to the department."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import declaration
from tests.summary.batches import batch_of, finding
from xlperf.mail.content import mail_content


def test_a_finding_of_a_file_stands_under_its_form_without_a_unit() -> None:
    """The file belongs to who filled in the form, even where the form does not say who that is."""
    form = declaration(file="甲.xlsx", unit=None)
    of_file = replace(finding(form), sheet="", cell="", form="", unit="", project="")
    content = mail_content(batch_of(form, findings=(finding(form), of_file)), ())
    assert [(each.unit, len(each.forms), each.findings) for each in content.units] == [("未填实施单位", 1, (of_file,))]
    assert content.others == ()


def test_a_finding_that_names_what_must_not_be_published_is_not_in_the_letter() -> None:
    """Its form stands there without its name; one of the whole batch not at all."""
    form = declaration(file="甲.xlsx")
    secret = finding(form, reveals=True)  # type: ignore[arg-type]
    of_batch = replace(secret, file="", sheet="", cell="", form="", unit="", project="")
    content = mail_content(batch_of(form, findings=(secret, of_batch)), ())
    assert [(each.project, each.findings) for unit in content.units for each in unit.forms] == [("（不公开项目）", ())]
    assert ([each.findings for each in content.units], content.others) == ([()], ())
