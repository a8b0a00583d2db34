"""The dialect as a walk of the schema by jsonschema: what the compiled conditions are held against."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

from xlperf.data.checked_file import is_number
from xlperf.rules.dialect.keywords import KEYWORDS, KeywordFace


class WalkedBreach(ValidationError):
    """A breach in jsonschema's terms, with the details of ours."""

    details: Any


def _own(face: KeywordFace) -> Any:
    def keyword(_validator: Any, argument: Any, value: Any, _schema: Any) -> Iterator[ValidationError]:
        for breach in face.check(argument, value) if face.concerns(value) else ():
            error = WalkedBreach("", path=breach.path)
            error.details = breach.details
            yield error

    return keyword


_TYPES = Draft202012Validator.TYPE_CHECKER.redefine("number", is_number).redefine(
    "date", lambda _checker, value: isinstance(value, date)
)
WALK: Any = extend(Draft202012Validator, {name: _own(face) for name, face in KEYWORDS.items()}, type_checker=_TYPES)
