"""openapi.yaml says what the endpoints do."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from supporthub_ext.routes.table import ROUTES
from tests.routes.conftest import Call, refused

SPEC: dict[str, Any] = yaml.safe_load(files("supporthub_ext").joinpath("openapi.yaml").read_text())
NAMES = {
    r"(\d+)": "{ticket_id}",
    r"([a-z_]+)": "{action}",
    r"(\w+)": "{plan_id}",
    r"([\w-]+)": "{step_id}",
    r"\.": ".",
}


def fits(name: str, answer: Any) -> None:
    """Hold an answer against a schema of the page."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": SPEC["components"]}
    Draft202012Validator(schema).validate(answer)


def test_the_page_is_well_formed() -> None:
    """openapi.yaml is a valid OpenAPI document."""
    validate(SPEC)


def test_every_address_stands_on_the_page() -> None:
    """Each route and each of its verbs is described, and nothing that does not exist is."""
    served = {}
    for pattern, handler in ROUTES[:-1]:  # the last one answers whatever is left
        path = pattern.removeprefix("/supporthub")
        for group, name in NAMES.items():
            path = path.replace(group, name)
        served[path] = {verb for verb in ("get", "post", "put", "delete") if verb in vars(handler)}
    described = {path: set(item) & {"get", "post", "put", "delete"} for path, item in SPEC["paths"].items()}
    assert served == described
    assert not re.findall(r"\(", "".join(served))


async def test_answers_fit_the_page(settled: Call) -> None:
    """What the server really answers has the described shape."""
    queue = await settled("queue")
    fits("Queue", queue)
    fits("Health", await settled("health"))
    ticket_id = queue["tickets"][0]["ticket_id"]
    fits("Ticket", await settled("tickets", str(ticket_id)))
    body = {"action": "note", "ticket_ids": [ticket_id], "fields": {"text": "x"}}
    plan = await settled("plans", body=body)
    fits("Plan", plan)
    fits("Plan", await settled("plans", plan["id"], "run"))
    fits("Claim", await settled("tickets", str(ticket_id), "claim", method="PUT", body={}))
    fits("Rota", await settled("rota"))
    fits("Engineers", await settled("engineers", ticket_id=str(ticket_id)))
    fits("Draft", await settled("tickets", str(ticket_id), "drafts", "note"))
    for frame in ("tickets", "messages", "steps", "asks"):
        fits("History", await settled("history", frame=frame))
    _, error = await refused(settled("history", frame="nothing"))
    fits("Error", error)
