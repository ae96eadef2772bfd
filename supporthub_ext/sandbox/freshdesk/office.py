"""Fixed parts of the invented account: canned responses, the survey, the SLA policy, the business hours."""

from __future__ import annotations

from typing import Any

from supporthub_ext.sandbox.freshdesk.changes import SLA
from supporthub_ext.sandbox.freshdesk.markup import to_html
from supporthub_ext.sandbox.freshdesk.numbers import DAY

_MADE = {"created_at": "2021-06-01T08:00:00Z", "updated_at": "2021-06-01T08:00:00Z"}
_FOLDER = 48070001
_CANNED = (
    ("Received", "thank you for writing to us. We look at it and come back to you within one working day."),
    ("Restart your server", "please stop your server under File, Hub Control Panel, and start it again."),
    ("Closing", "we have not heard from you, so we close this. Just answer, and it opens again."),
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


def canned_folders() -> list[dict[str, Any]]:
    """Answer the folders of canned responses."""
    return [{"id": _FOLDER, "name": "Support", "personal": False, "responses_count": len(_CANNED), **_MADE}]


def canned_responses() -> list[dict[str, Any]]:
    """Answer all canned responses."""
    return [
        {
            "id": _FOLDER + place,
            "title": title,
            "folder_id": _FOLDER,
            "content": f"Hi {{{{ticket.requester.firstname}}}}, {said}",
            "content_html": to_html(f"Hi {{{{ticket.requester.firstname}}}},\n\n{said}"),
            "attachments": [],
            **_MADE,
        }
        for place, (title, said) in enumerate(_CANNED, start=1)
    ]


def survey(survey_id: int) -> dict[str, Any]:
    """Answer the satisfaction survey."""
    question = {
        "id": "default_question",
        "label": "How would you rate our support?",
        "accepted_ratings": [103, 100, -103],
        "default": True,
        "choices": {"103": "Extremely happy", "100": "Neutral", "-103": "Extremely unhappy"},
    }
    return {"id": survey_id, "title": "Default survey", "questions": [question], **_MADE}


def sla_policies() -> list[dict[str, Any]]:
    """Answer the account's one policy, by the calendar; seconds."""
    targets = {
        f"priority_{priority}": {
            "respond_within": int(first * DAY),
            "resolve_within": int(whole * DAY),
            "next_respond_within": None,
            "business_hours": False,
            "escalation_enabled": True,
        }
        for priority, (first, whole) in SLA.items()
    }
    policy = {
        "id": 48080001,
        "name": "Default SLA Policy",
        "description": "default policy",
        "active": True,
        "is_default": True,
        "position": 1,
        "sla_target": targets,
        "applicable_to": {},
        "escalation": {"response": {"escalation_time": 0, "agent_ids": [-1]}, "resolution": {}},
    }
    return [policy | _MADE]


def business_hours() -> list[dict[str, Any]]:
    """Answer the account's business hours."""
    day = {"start_time": "9:00 am", "end_time": "5:00 pm"}
    row = {
        "id": 48090001,
        "name": "Default",
        "description": "Default business calendar",
        "is_default": True,
        "time_zone": "UTC",
        "business_hours": dict.fromkeys(_DAYS, day),
    }
    return [row | _MADE]
