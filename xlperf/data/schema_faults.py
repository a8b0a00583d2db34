"""What a JSON Schema refuses, said in Chinese: where it stands, what is wrong, what was probably meant."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from xlperf.data.lazy_patterns import lazy_pattern

if TYPE_CHECKING:  # whoever only reads forms starts without the library
    from jsonschema import ValidationError

Where = tuple[str | int, ...]

_TYPES = {
    "string": "文字（放在英文引号里）",
    "array": "列表",
    "object": "一组设置",
    "boolean": "true 或 false",
    "integer": "整数",
    "number": "数字",
}
_NUMBER = lazy_pattern(r"[-+]?\d+(\.\d+)?")
_MOST_NAMED = 20
"""Names that an unknown one is held against when nothing is near it: more would bury the message."""


def worded(error: ValidationError, in_toml: bool = False) -> tuple[Where, str]:
    """Return where an error of a schema stands and what it says, without a full stop; examples are as JSON or TOML has them."""
    at: Where = tuple(error.absolute_path)
    instance: Any = error.instance
    wanted: Any = error.validator_value
    if error.validator == "additionalProperties" and isinstance(error.schema, Mapping):
        allowed = list(error.schema.get("properties", ()))
        unknown = next(key for key in instance if key not in allowed)
        return (*at, unknown), f"不认识“{unknown}”{nearest(unknown, allowed)}"
    if error.validator == "required":
        return at, f"缺少“{next(key for key in wanted if key not in instance)}”"
    if "propertyNames" in error.absolute_schema_path:
        example = error.schema.get("examples", ()) if isinstance(error.schema, Mapping) else ()
        return (*at, str(error.instance)), f"“{error.instance}”的写法不对{''.join(f'，应写成 {each} 这样' for each in example[:1])}"
    if error.validator == "anyOf" and all(each.keys() == {"required"} for each in wanted):
        return at, f"缺少{'、'.join(f'“{name}”' for each in wanted for name in each['required'])}，至少要写其中一项"
    name = next((each for each in reversed(at) if isinstance(each, str)), "")
    if isinstance(instance, Mapping) and len(instance) == 1 and error.validator == "minProperties":
        return at, f"“{name}”里这一项只写了“{next(iter(instance))}”，没有写要改什么"
    return at, f"{f'“{name}”' if name else '整个文件'}{_complaint(error)}{_example(error, in_toml)}"


def nearest(unknown: str, known: Iterable[str]) -> str:
    """Return a clause that says which known name was probably meant, or which there are."""
    names = list(known)
    close = get_close_matches(unknown, names, 1)
    if close:
        return f"，是否应为“{close[0]}”"
    return f"，可以用的有：{'、'.join(names)}" if 0 < len(names) <= _MOST_NAMED else ""


def as_written(value: object) -> str:
    """Return a value as TOML writes it on one line."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {as_written(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return f"[{', '.join(map(as_written, value))}]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (str, bool)) else str(value)


def _key(name: str) -> str:
    return name if name.isascii() and name.replace("_", "").replace("-", "").isalnum() else json.dumps(name, ensure_ascii=False)


def _complaint(error: ValidationError) -> str:
    wanted: Any = error.validator_value
    shown = "{…}" if isinstance(error.instance, Mapping) else as_written(error.instance)
    if error.validator == "type":
        types = [wanted] if isinstance(wanted, str) else wanted
        return f"应为{'或'.join(_TYPES.get(each, each) for each in types)}，现在是 {shown}"
    if error.validator == "enum":
        return f"应为 {'、'.join(map(str, wanted))} 之一，现在是 {shown}"
    if error.validator == "const":
        return f"应为 {as_written(wanted)}，现在是 {shown}"
    if error.validator in ("minimum", "maximum"):
        return f"不能{'小于' if error.validator == 'minimum' else '大于'} {wanted}，现在是 {shown}"
    if error.validator in ("minLength", "minItems", "minProperties"):
        return "不能为空" if not error.instance else f"至少要有 {wanted} 项"
    if error.validator in ("anyOf", "oneOf") and isinstance(error.instance, str) and _NUMBER.fullmatch(error.instance):
        return f"应为数字，现在是 {shown}，请去掉引号"
    return f"的写法不对，现在是 {shown}"


def _example(error: ValidationError, in_toml: bool) -> str:
    """Return how the value is written, from the schema's own example."""
    schema: Any = error.schema
    examples = schema.get("examples") if isinstance(schema, Mapping) else None
    name = error.absolute_path[-1] if error.absolute_path else ""
    if not examples or not isinstance(name, str):
        return ""
    written = as_written(examples[0])
    return f"。写法如：{name} = {written}" if in_toml else f'。写法如："{name}": {written}'
