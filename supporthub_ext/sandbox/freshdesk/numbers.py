"""FreshDesk's fixed numbers, and where the sandbox's ids begin."""

from __future__ import annotations

OPEN, PENDING, RESOLVED, CLOSED = 2, 3, 4, 5
WAITING_ON_CUSTOMER, WAITING_ON_THIRD_PARTY = 6, 7  # the usual statuses that an account defines itself
DONE = (RESOLVED, CLOSED)

EMAIL, PORTAL, TWITTER, OUTBOUND = 1, 2, 5, 10  # sources of tickets
REPLY, NOTE, SURVEY, FORWARD = 0, 2, 6, 8  # sources of conversations
SURVEY_ID = 48050001

GROUP_ID = 48000001
FIRST_TICKET = 1001
FIRST_NEW_CONVERSATION = 49_000_000_000  # invented ones are told from the ticket's id, below this
FIRST_NEW_CONTACT = 48_500_000
FIRST_OTHER = 48_800_000_000  # ratings, time entries

MINUTE, HOUR, DAY = 60, 3600, 86400
