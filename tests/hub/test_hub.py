"""On a real JupyterHub the person who is signed in acts, and nobody else."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.hub.hub import GROUP, OWNER, Hub
from tests.sandbox.room import Sandbox

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """A hub on which Amara has a server that others may visit; the desk is for the hub's group."""
    folder, config = tmp_path_factory.mktemp("hub"), tmp_path_factory.mktemp("desk")
    world = Sandbox(tickets=20, open=6, write_config=config)
    path = config / "jupyter_server_config.json"
    written = json.loads(path.read_text())
    assert written["SupportHub"]["local_steward"]  # somebody who would act where there is no hub
    written["SupportHub"] |= {"steward_groups": [GROUP], "refresh_s": 1.0}
    path.write_text(json.dumps(written))
    running = Hub(folder, config)
    try:
        running.start()
        settle(running.person(OWNER))
        yield running
    finally:
        running.stop()
        world.stop()


def settle(client: httpx.Client) -> None:
    for _ in range(300):
        if client.get("supporthub/queue").json().get("state") == "ready":
            return
        time.sleep(0.1)
    raise AssertionError(client.get("supporthub/queue").text)


def you(client: httpx.Client) -> Any:
    return client.get("supporthub/queue").raise_for_status().json()["you"]


def note(client: httpx.Client) -> httpx.Response:
    ticket_id = client.get("supporthub/queue").json()["tickets"][0]["ticket_id"]
    body = {"action": "note", "ticket_ids": [ticket_id], "fields": {"text": "Seen before."}}
    return client.post("supporthub/plans", json=body)


@pytest.mark.parametrize("name", ["amara", "bruno"])
def test_who_is_signed_in_acts(hub: Hub, name: str) -> None:
    """The owner acts as herself, and a visitor on her server as himself: its JUPYTERHUB_USER is no actor."""
    client = hub.person(name)
    assert you(client)["person_id"] == name
    plan = note(client)
    assert plan.status_code == 200, plan.text
    assert plan.json()["actor"] == name
    done = client.post(f"supporthub/plans/{plan.json()['id']}/cancel", json={})
    assert done.json()["state"] == "cancelled"


@pytest.mark.parametrize("name", ["chiara", "mei", "zora"])
def test_others_read_and_do_not_act(hub: Hub, name: str) -> None:
    """Out of the hub's group, no steward, not in the roster: each reads, and no local steward stands in."""
    client = hub.person(name)
    seen = you(client)
    assert (seen and seen["person_id"]) == (None if name == "zora" else name)
    refused = note(client)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_a_steward")
    assert (GROUP in refused.json()["what_to_do"]) == (name in {"chiara", "mei"})


def test_without_access_there_is_nothing(hub: Hub) -> None:
    """Nobody gets in without a token, nor somebody whom the hub does not let onto this server."""
    address = str(hub.person(OWNER).base_url.join("supporthub/queue"))
    assert httpx.get(address, trust_env=False).status_code == 403
    assert hub.person("devika").get("supporthub/queue").status_code == 403


def test_a_kernel_finds_its_own_server(hub: Hub) -> None:
    """A notebook on the hub needs no address: it reaches the server that started it, as its owner."""
    said = hub.in_a_kernel(
        "from supporthub_ext.client import Client, find_server\n"
        "print(find_server().url, Client().queue()['you']['person_id'])"
    )
    assert said.split() == [f"http://127.0.0.1:{hub.server['port']}/user/{OWNER}", OWNER]
