"""What a document can ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from supporthub_ext.sandbox.clock import stamp
from supporthub_ext.sandbox.github.graph.views import Shape, Viewer, missing, no_node
from supporthub_ext.sandbox.github.limits import Usage
from supporthub_ext.sandbox.github.refusal import Refused


@dataclass(frozen=True, slots=True)
class Queries:
    """The queries of one viewer."""

    viewer: Viewer
    usage: Usage

    def resolvers(self) -> dict[str, Callable[..., Any]]:
        """Answer what resolves each field of ``Query``."""
        return {
            "viewer": lambda _: self.viewer.actor(self.viewer.account) | {"__typename": "User"},
            "organization": self._organisation,
            "repository": self._repository,
            "node": self._node,
            "nodes": lambda _, ids: [self._node(None, one) for one in ids],
            "rateLimit": lambda _, **__: self._rate_limit(),
        }

    def _organisation(self, _: Any, login: str) -> Shape:
        if login.lower() != self.viewer.state.organisation.login.lower():
            raise missing(f"Could not resolve to an Organization with the login of '{login}'.")
        return self.viewer.organisation()

    def _repository(self, _: Any, owner: str, name: str, **__: Any) -> Shape:
        try:
            found = self.viewer.state.repository(owner, name, self.viewer.account)
        except Refused:
            raise missing(f"Could not resolve to a Repository with the name '{owner}/{name}'.") from None
        return self.viewer.repository(found)

    def _node(self, _: Any, id: str) -> Shape:  # noqa: A002  # the schema's own name
        state = self.viewer.state
        for project in state.projects.values():
            if project.node_id == id:
                return self.viewer.boards.project(project)
            for item in project.items:
                if item.node_id == id:
                    return self.viewer.boards.item(project, item)
            for field in project.fields:
                if field.node_id == id:
                    return self.viewer.boards.field(project, field)
        found = state.find_node(id)
        if found and found[0].seen_by(self.viewer.account):
            return self.viewer.issue(*found)
        raise no_node(id)

    def _rate_limit(self) -> Shape:
        usage = self.usage
        numbers = {"limit": usage.limit, "remaining": usage.remaining, "used": usage.used}
        reset = stamp(datetime.fromtimestamp(usage.reset, UTC))
        return {"cost": 1, "nodeCount": 0, "resetAt": reset} | numbers
