"""The configuration of a JupyterHub for tests; the hub reads it as a file. Everything on loopback.

Nothing stands before it: the tests call the hub and the one server that it starts directly.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from jupyterhub.proxy import Proxy

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - the hub brings it
told = json.loads(os.environ["HUB_FOR_TESTS"])


class NoProxy(Proxy):
    """Remembers where each path leads and carries nothing."""

    should_start = False

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self._known: dict[str, dict[str, Any]] = {}

    async def add_route(self, routespec: str, target: str, data: dict[str, Any]) -> None:
        self._known[routespec] = {"routespec": routespec, "target": target, "data": data}

    async def delete_route(self, routespec: str) -> None:
        self._known.pop(routespec, None)

    async def get_all_routes(self) -> dict[str, dict[str, Any]]:
        return self._known


c.JupyterHub.proxy_class = NoProxy
c.JupyterHub.hub_ip = "127.0.0.1"
c.JupyterHub.hub_port = told["port"]
c.JupyterHub.db_url = f"sqlite:///{told['folder']}/hub.sqlite"
c.JupyterHub.cookie_secret_file = f"{told['folder']}/cookie_secret"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True

c.JupyterHub.load_groups = {told["group"]: {"users": told["in_group"]}}
c.JupyterHub.services = [{"name": "tests", "api_token": told["token"]}]
c.JupyterHub.load_roles = [
    {"name": "tests", "scopes": ["admin:users", "admin:servers", "tokens"], "services": ["tests"]},
    {"name": "visits", "scopes": [f"access:servers!user={told['owner']}"], "users": told["visitors"]},
]

c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = f"{told['folder']}/{{username}}"
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.args = ["--allow-root"]
c.Spawner.environment = told["environment"]
