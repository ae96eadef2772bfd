"""FreshDesk's API v2 on loopback: an invented account, or one that was exported.

``account`` and what it holds know nothing of HTTP; ``changes`` says what follows from what; ``calls_*`` put
it on the wire. What no source settles, and a look at a real account has to, stands in ``UNVERIFIED``.
"""

UNVERIFIED = (
    "The body of a 429; here there is none.",
    "A 429 of the tickets list's own limit carries no rate headers, as one of the account's limit.",
    "The wording of 401, 403, 405, 406 and 415.",
    "The wording for a requester that does not exist; here invalid_value.",
    "updated_since is inclusive.",
    "custom_fields merge by key on an update.",
    "An agent's id as requester: found on /agents, 404 on /contacts.",
    "Errors about custom fields name them custom_fields.cf_name.",
    "required_for_closure is enforced on Resolved and on Closed, for partial updates too.",
    "A requester's answer to a resolved or closed ticket opens it again.",
    "GET /tickets/{id} of an archived ticket answers 404.",
    "The entries of a merged ticket stay where they were; the ticket itself leaves every list.",
    "include=company and include=requester answer null where there is none.",
    "Both updated_since and _updated_since work for contacts.",
    "Search answers the newest tickets first, AND binds tighter than OR.",
    "An update without any parameter answers missing_params.",
)
