"""GitHub on loopback: issues over REST, the Sprint Board over GraphQL.

The domain (accounts, issues, board, search, limits) knows nothing of HTTP; ``rest/`` and ``graph/`` put it on
the wire, ``shapes/`` gives it GitHub's JSON. Nothing is shared with the clients that are tested against it.

What no source settles, and a look at a real account has to, stands in `UNVERIFIED`; the code says
``unverified`` where it relies on one of these.
"""

from __future__ import annotations

UNVERIFIED = (
    "A new item lands at the bottom of the board.",
    "Setting a field of a board item leaves the issue's updated_at alone and moves the item's updatedAt.",
    "Search finds the words of a hidden HTML comment in a body.",
    "Label names are compared without case.",
    "A token without the permission answers 403 'Resource not accessible by personal access token'.",
    "An unknown GraphQL field answers extensions.code 'undefinedField' and no type.",
    "A list without first or last answers MISSING_PAGINATION_BOUNDARIES; over 100, EXCESSIVE_PAGINATION.",
    "Writing to an issue that was transferred answers 301 with its new address, as reading does.",
)
