"""The parts of the documentation that are written from the code: ``python -m tests.pages`` writes them again.

A part stands between ``<!-- name -->`` and ``<!-- /name -->``; the rest of a page is written by people.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from supporthub_ext.actions.catalogue import ACTIONS
from supporthub_ext.actions.settings import SECRETS
from supporthub_ext.app import SupportHub
from supporthub_ext.commands.words import make_parser
from supporthub_ext.process.roster_fields import NEEDED, TABLES
from tests.test_house import ALLOWED

DOCS = Path(__file__).parent.parent / "docs"
SPEC: dict[str, Any] = yaml.safe_load(files("supporthub_ext").joinpath("openapi.yaml").read_text("utf-8"))


def traits() -> Iterator[str]:
    """Every setting with its default and its help."""
    yield "| `SupportHub.` | default | what it is |"
    yield "|---|---|---|"
    for name, trait in sorted(SupportHub.class_own_traits(config=True).items()):
        default = trait.default()
        yield f"| `{name}` | {f'`{default}`' if default else ''} | {trait.help} |"


def secrets() -> Iterator[str]:
    """Every secret with the two places where it may stand."""
    yield "| file in `secrets_dir` | environment variable |"
    yield "|---|---|"
    for name, variable in SECRETS.items():
        yield f"| `{name}` | `{variable}` |"


def roster() -> Iterator[str]:
    """Every key of roster.toml; those that are needed come with a star."""
    for table, keys in TABLES.items():
        names = (f"`{key}`{'*' if key in NEEDED[table] else ''}" for key in keys)
        yield f"- `[[{table}]]`: {', '.join(names)}"


def commands() -> Iterator[str]:
    """Every command with its options, as `--help` shows them."""
    for name, parser in leaves(make_parser()):
        options = " ".join(_option(action) for action in parser._actions if action.dest != "help")
        what = f": {parser.description}" if parser.description else ""
        yield f"- `{' '.join(part for part in (name, options) if part)}`{what}"


def leaves(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Answer every command by its whole name, with its parser."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups:
        yield parser.prog, parser
    for group in groups:
        for child in group.choices.values():
            yield from leaves(child)


def _option(action: argparse.Action) -> str:
    if not action.option_strings:
        return str(action.metavar or action.dest)
    value = "" if action.nargs == 0 else f" {action.metavar or action.dest.upper()}"
    return f"[{action.option_strings[0]}{value}]"


def actions() -> Iterator[str]:
    """Every action with its fields; those that are needed come with a star."""
    yield "| action | fields |"
    yield "|---|---|"
    for name, action in sorted(ACTIONS.items()):
        fields = (f"`{field.name}`{'*' if field.required else ''}" for field in action.FIELDS)
        yield f"| `{name}` | {', '.join(fields)} |"


def endpoints() -> Iterator[str]:
    """Every address and verb, with what it takes and what it answers."""
    yield "| | what it is | takes | answers |"
    yield "|---|---|---|---|"
    for path, item in SPEC["paths"].items():
        shared = item.get("parameters", [])
        for verb in ("get", "post", "put", "delete"):
            if verb in item:
                call = item[verb]
                asked = _query(shared + call.get("parameters", []))
                takes = ", ".join([*map(_parameter, asked), *_body(call)])
                yield f"| `{verb.upper()} {path}` | {call['summary']} | {takes} | {_answer(call)} |"


def _query(parameters: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for parameter in map(_whole, parameters):
        if parameter["in"] == "query":
            yield parameter


def _whole(node: dict[str, Any]) -> dict[str, Any]:
    """Answer what a reference stands for."""
    found: Any = SPEC
    for part in node.get("$ref", "#").split("/")[1:]:
        found = found[part]
    return found if "$ref" in node else node


def _parameter(parameter: dict[str, Any]) -> str:
    star = "*" if parameter.get("required") else ""
    return f"`?{parameter['name']}`{star}{_values(parameter['schema'])}"


def _body(call: dict[str, Any]) -> Iterator[str]:
    if "requestBody" in call:
        schema = _whole(call["requestBody"])["content"]["application/json"]["schema"]
        needed = _whole(schema).get("required", [])
        for name in _whole(schema)["properties"]:
            yield f"`{name}`{'*' if name in needed else ''}"


def _answer(call: dict[str, Any]) -> str:
    good = call["responses"]["200"]
    name = good.get("$ref", "").rpartition("/")[2]
    return f"[{name}](#{name.lower()})" if name else str(good["description"])


def shapes() -> Iterator[str]:
    """Every shape with its fields; those that are always there come with a star."""
    for name, schema in SPEC["components"]["schemas"].items():
        always = schema.get("required", [])
        known = schema.get("properties", {})
        if always or known:
            yield f"### {name}"
            yield ""
            names = dict.fromkeys([*always, *known])
            yield ", ".join(
                f"`{key}`{'*' if key in always else ''}{_values(known.get(key, {}))}" for key in names
            )
            yield ""


def _values(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return f" ({', '.join(schema['enum'])})"
    inner = schema.get("items", schema)
    names = [one["$ref"].rpartition("/")[2] for one in [inner, *inner.get("anyOf", [])] if "$ref" in one]
    return "".join(f" ([{name}](#{name.lower()}))" for name in names if name != "Moment")


def arrows() -> Iterator[str]:
    """The rooms and which imports which; errors and models, which all may use, are left out."""
    everywhere = {"errors", "models", "_version", ""}
    yield "```mermaid"
    yield "flowchart TD"
    for room, others in ALLOWED.items():
        for other in sorted(others - everywhere):
            if room not in everywhere and not _goes_without_saying(room, other):
                yield f"    {room} --> {other}"
    yield "```"


def _goes_without_saying(room: str, other: str) -> bool:
    """Answer whether a room reaches another through a third one anyway."""
    return any(other in _reach(third) for third in ALLOWED[room] - {other, room})


def _reach(room: str) -> set[str]:
    return ALLOWED[room].union(*(_reach(other) for other in ALLOWED[room]))


Part = Callable[[], Iterator[str]]
PAGES: dict[str, tuple[Part, ...]] = {
    "architecture.md": (arrows,),
    "commands.md": (commands,),
    "configuration.md": (traits, secrets, roster),
    "endpoints.md": (endpoints, actions, shapes),
}


def written(page: str) -> str:
    """Answer a page with its parts written again."""
    text = (DOCS / page).read_text("utf-8")
    for part in PAGES[page]:
        mark = part.__name__
        lines = "\n".join(part()).strip()
        between = re.compile(rf"(<!-- {mark} -->\n).*?(<!-- /{mark} -->)", re.DOTALL)
        text, count = between.subn(lambda found, lines=lines: f"{found[1]}{lines}\n{found[2]}", text)
        assert count == 1, f"{page} needs <!-- {mark} --> and <!-- /{mark} -->, each on a line of its own"
    return text


if __name__ == "__main__":
    for page in PAGES:
        (DOCS / page).write_text(written(page), "utf-8")
