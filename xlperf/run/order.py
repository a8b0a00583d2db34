"""The order in which a summary lists the forms of a batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xlperf.data.names import body_key
from xlperf.data.words import CATEGORIES
from xlperf.forms.form import Form
from xlperf.run.results import Batch
from xlperf.settings.values import Order


def in_order(batch: Batch, order: Order, units: Sequence[str] = ()) -> Batch:
    """Return the batch with its counted forms in another order; forms that are alike in it keep that of the input.

    Args:
        batch: with its forms by file, sheet and row.
        order: ``input`` leaves them so; ``unit`` puts those of one 实施单位 together,
            ``category`` those of one category, in the order of the 汇总表.
        units: of the roster, which come first and in this order (handbook 6.3); the others as they first come up.
    """
    if order == "input":
        return batch
    names = [_name(form, order) for form in batch.counted]
    first = (*(CATEGORIES if order == "category" else map(body_key, units)), *names)
    places = {name: place for place, name in enumerate(dict.fromkeys(first))}
    placed = sorted(zip(names, batch.counted, strict=True), key=lambda each: places[each[0]])
    return replace(batch, counted=tuple(form for _, form in placed))


def _name(form: Form, order: Order) -> str:
    return body_key(form.text("/unit")) if order == "unit" else form.text("/category").strip()
