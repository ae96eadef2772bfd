"""Which address is answered by what."""

from __future__ import annotations

from supporthub_ext.sandbox.github.graph.endpoint import GraphHandler
from supporthub_ext.sandbox.github.rest import comments, issues, labels, people, repositories, search
from supporthub_ext.sandbox.github.rest.repositories import WHERE
from supporthub_ext.sandbox.github.web_pages import BoardPage, IssuePage
from supporthub_ext.sandbox.web import Handler

ISSUE = WHERE + r"/issues/(\d+)"
API = "/api/v3"

ROUTES: list[tuple[str, type[Handler]]] = [
    (WHERE, repositories.RepositoryHandler),
    (WHERE + r"/issues", issues.IssuesHandler),
    (WHERE + r"/issues/comments", comments.CommentsHandler),
    (WHERE + r"/issues/comments/(\d+)", comments.CommentHandler),
    (ISSUE, issues.IssueHandler),
    (ISSUE + r"/comments", comments.IssueCommentsHandler),
    (ISSUE + r"/assignees", issues.AssigneesHandler),
    (ISSUE + r"/(events|timeline)", issues.EventsHandler),
    (ISSUE + r"/labels", labels.IssueLabelsHandler),
    (ISSUE + r"/labels/([^/]+)", labels.IssueLabelHandler),
    (WHERE + r"/labels", labels.LabelsHandler),
    (WHERE + r"/labels/([^/]+)", labels.LabelHandler),
    (WHERE + r"/assignees", people.AssignableHandler),
    (WHERE + r"/assignees/([^/]+)", people.AssignableHandler),
    (API + r"/user", people.SelfHandler),
    (API + r"/users/([^/]+)", people.UserHandler),
    (API + r"/org(?:s|anizations)/([^/]+)", people.OrganisationHandler),
    (API + r"/org(?:s|anizations)/([^/]+)/members", people.MembersHandler),
    (API + r"/orgs/([^/]+)/members/([^/]+)", people.MemberHandler),
    (API + r"/rate_limit", people.RateLimitHandler),
    (API + r"/search/issues", search.SearchHandler),
    (r"/api/graphql", GraphHandler),
    (r"/orgs/[^/]+/projects/(\d+)", BoardPage),
    (r"/([^/]+)/([^/]+)/(?:issues|pull)/(\d+)", IssuePage),
]
