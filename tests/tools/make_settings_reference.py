"""Write docs/settings.md, the reference of every key of xlperf.toml, from the schema.

python -m tests.tools.make_settings_reference
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from xlperf.data.resources import load_json
from xlperf.data.schema_faults import as_written

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "settings.md"
_TYPES = {"string": "文字", "integer": "整数", "number": "数字", "boolean": "true 或 false", "array": "列表", "object": "一组设置"}
_TABLES = ("thresholds", "grades", "mail")


def reference() -> str:
    """Return the reference as Markdown."""
    schema = load_json("schemas", "settings.schema.json")
    keys = schema["properties"]
    lines = [
        f"# {schema['title']}",
        "",
        "<!-- 本页由 schemas/settings.schema.json 生成：python -m tests.tools.make_settings_reference -->",
        "",
        schema["description"],
        "用记事本建立，文件名就是 `xlperf.toml`，另存为 UTF-8 编码。`#` 后面是注释。",
        "",
        "```toml",
        example(schema),
        "```",
        "",
        *_table({name: key for name, key in keys.items() if name not in _TABLES}),
        *_section("[thresholds]", keys["thresholds"], {}),
        *_section("[[grades]]", keys["grades"], keys["grades"]["items"]["properties"]),
        *_section("[mail]", keys["mail"], keys["mail"]["properties"]),
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def example(schema: Mapping[str, Any]) -> str:
    """Return a settings file that sets every key to the example of the schema."""
    keys = schema["properties"]
    lines = [f"{name} = {as_written(key['examples'][0])}" for name, key in keys.items() if name not in _TABLES]
    for rule, limits in keys["thresholds"]["examples"][0].items():
        lines += ["", f"[thresholds.{rule}]", *(f"{name} = {as_written(value)}" for name, value in limits.items())]
    for grade in keys["grades"]["examples"][0]:
        lines += ["", "[[grades]]", *(f"{name} = {as_written(value)}" for name, value in grade.items())]
    lines += ["", "[mail]", *(f"{name} = {as_written(key['examples'][0])}" for name, key in keys["mail"]["properties"].items())]
    return "\n".join(lines)


def _section(heading: str, key: Mapping[str, Any], inner: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"## `{heading}` {key['title']}", "", key["description"], "")
    if inner:
        yield from _table(inner)


def _table(keys: Mapping[str, Any]) -> Iterator[str]:
    yield from ("| 键 | 含义 | 写什么 | 不写时 | 例 |", "| --- | --- | --- | --- | --- |")
    for name, key in keys.items():
        meaning = f"**{key['title']}**。{key['description']}"
        cells = (f"`{name}`", meaning, _kind(key), _default(key), f"`{as_written(key['examples'][0])}`")
        yield f"| {' | '.join(each.replace('|', chr(92) + '|') for each in cells)} |"
    yield ""


def _kind(key: Mapping[str, Any]) -> str:
    if "enum" in key:
        return " / ".join(f"`{each}`" for each in key["enum"])
    least, most = key.get("minimum"), key.get("maximum")
    bounds = f"，{least} 到 {most}" if most is not None else f"，不小于 {least}" if least is not None else ""
    return _TYPES[key["type"]] + bounds


def _default(key: Mapping[str, Any]) -> str:
    return f"`{as_written(key['default'])}`" if "default" in key else "—"


if __name__ == "__main__":
    REFERENCE.write_text(reference(), encoding="utf-8", newline="\n")
