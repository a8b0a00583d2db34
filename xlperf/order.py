"""The order in which a summary lists the forms of a batch."""

from __future__ import annotations

from dataclasses import replace

from xlperf.forms.form import Form
from xlperf.results import Batch
from xlperf.settings import Order
from xlperf.summary.projects import CATEGORIES


def in_order(batch: Batch, order: Order) -> Batch:
    """Return the batch with its counted forms in another order; forms that are alike in it keep that of the input.

    Args:
        batch: with its forms by file, sheet and row.
        order: ``input`` leaves them so; ``unit`` puts those of one 实施单位 together,
            the units as they first come up; ``category`` likewise, in the order of the 汇总表.
    """
    if order == "input":
        return batch
    names = [_name(form, order) for form in batch.counted]
    first = (*CATEGORIES, *names) if order == "category" else names
    places = {name: place for place, name in enumerate(dict.fromkeys(first))}
    placed = sorted(zip(names, batch.counted, strict=True), key=lambda each: places[each[0]])
    return replace(batch, counted=tuple(form for _, form in placed))


def _name(form: Form, order: Order) -> str:
    return form.text("/unit" if order == "unit" else "/category").strip()
