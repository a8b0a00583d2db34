"""How people write the five operators of a target (≥, 不少于, 不超过), as parts of patterns."""

from __future__ import annotations

import re

from xlperf.data.resources import load_json

_WRITTEN = load_json("templates", "vocabulary.json")
SIGNS: dict[str, str] = {each: sign for sign, written in _WRITTEN["operator_signs"].items() for each in written}
_WORDS: dict[str, str] = {each: sign for sign, written in _WRITTEN["operator_words"].items() for each in written}
_DENIED = {">": "≤", "<": "≥"}
_DENIALS: dict[str, str] = {
    no + word: _DENIED[sign] for no in _WRITTEN["denials_of_operators"] for word, sign in _WORDS.items() if sign in _DENIED
}
OPERATORS = SIGNS | _WORDS | _DENIALS
"""Each way of writing one, with the operator that it is; 未超过 and 不得超过 are ≤, as 超过 is >."""
SIGN = "|".join(sorted(map(re.escape, SIGNS), key=len, reverse=True))
OPERATOR = "|".join(sorted(map(re.escape, OPERATORS), key=len, reverse=True))
UPPER = "|".join(sorted((re.escape(each) for each, sign in OPERATORS.items() if sign in "≤<"), key=len, reverse=True))
"""Those that name what is not to be exceeded."""
