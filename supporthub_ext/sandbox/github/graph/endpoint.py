"""``POST /api/graphql``: documents in, data and errors out, nearly always with HTTP status 200."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from graphql import (
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    build_schema,
    execute_sync,
    parse,
    validate,
)

from supporthub_ext.sandbox.github.graph.boards import Boards
from supporthub_ext.sandbox.github.graph.mutations import Mutations
from supporthub_ext.sandbox.github.graph.queries import Queries
from supporthub_ext.sandbox.github.graph.views import Viewer
from supporthub_ext.sandbox.github.refusal import Refused
from supporthub_ext.sandbox.github.rest.base import Rest
from supporthub_ext.sandbox.web import Answer

NO_QUERY = "A query attribute must be specified and must be a string."


@cache
def schema() -> GraphQLSchema:
    """Answer the sandbox's part of GitHub's schema."""
    text = files("supporthub_ext.sandbox.github.graph").joinpath("schema.graphql").read_text()
    return build_schema(text)


class GraphHandler(Rest):
    """The one address of GraphQL. Nobody may ask without a token."""

    resource = "graphql"
    free = True  # counted below: over the limit the answer is no 403

    def on_post(self) -> Answer:
        """Run a document."""
        account, asked = self.by, self.fields()
        try:
            self.usage = self.state.limits.spend(self.who, self.resource)
        except Refused:
            self.usage = self.state.limits.usage(self.who, self.resource)
            return Answer({"errors": [_rate_limit(account.id)]})
        text = asked.get("query")
        if not isinstance(text, str) or not text.strip():
            return Answer({"errors": [{"message": NO_QUERY}]})
        if text.lstrip().startswith("mutation"):
            self.state.limits.make(self.who)
        viewer = Viewer(self.state, account, self.root)
        viewer.boards = Boards(viewer)
        roots = Queries(viewer, self.usage).resolvers() | Mutations(viewer).resolvers()
        return Answer(_answer(_run(text, asked, roots)))


def _run(text: str, asked: dict[str, Any], roots: dict[str, Any]) -> ExecutionResult:
    try:
        document = parse(text)
    except GraphQLError as problem:
        return ExecutionResult(None, [problem])
    if problems := validate(schema(), document):
        return ExecutionResult(None, problems)
    return execute_sync(
        schema(),
        document,
        root_value=roots,
        variable_values=asked.get("variables") or {},
        operation_name=asked.get("operationName"),
    )


def _answer(result: ExecutionResult) -> dict[str, Any]:
    """Answer data and errors; a document that never ran has no data at all."""
    errors = [_error(problem) for problem in result.errors or ()]
    body: dict[str, Any] = {} if result.data is None and errors else {"data": result.data}
    return body | ({"errors": errors} if errors else {})


def _error(problem: GraphQLError) -> dict[str, Any]:
    """Answer an error as GitHub writes it: the ``type`` stands beside the message."""
    error: dict[str, Any] = dict(problem.formatted)
    cause = problem.original_error
    if isinstance(cause, Refused):
        return {"type": cause.kind, **error}
    if "Cannot query field" in problem.message:
        error["extensions"] = {"code": "undefinedField"}  # unverified
    return error


def _rate_limit(account_id: int) -> dict[str, str]:
    message = f"API rate limit already exceeded for user ID {account_id}."
    return {"type": "RATE_LIMIT", "code": "graphql_rate_limit", "message": message}
