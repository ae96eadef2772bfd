"""What a message says: text, blocks, attachments and metadata, checked as Slack checks them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from supporthub_ext.sandbox.slack.arguments import Arguments
from supporthub_ext.sandbox.slack.records import Json
from supporthub_ext.sandbox.slack.refusal import Refusal

POST_CHARACTERS = 40_000  # more is cut, with a warning
UPDATE_CHARACTERS = 4_000
SECTION_CHARACTERS = 3_000
MOST_BLOCKS = 50
MOST_ATTACHMENTS = 100
METADATA_BYTES = 8_000
EVENT_TYPE = re.compile(r"[a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Content:
    """What one call wants a message to say. ``metadata`` is None when it was left out."""

    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.text.strip() or self.blocks or self.attachments)


def read_content(arguments: Arguments) -> Content:
    """Answer the content of a call.

    Raises
    ------
    Refusal
        ``no_text``, ``invalid_blocks``, ``invalid_metadata_format`` and their kin.
    """
    text = arguments.text("markdown_text") or arguments.text("text")
    if "markdown_text" in arguments and ("text" in arguments or "blocks" in arguments):
        raise Refusal("markdown_text_conflict")
    content = Content(text, _blocks(arguments), _attachments(arguments), _metadata(arguments))
    if content.is_empty:
        raise Refusal("no_text")
    return content


def _blocks(arguments: Arguments) -> list[Json]:
    blocks = arguments.structure("blocks", "invalid_blocks_format")
    if blocks is None:
        return []
    if not isinstance(blocks, list):
        raise Refusal("invalid_blocks_format")
    problems = [problem for place, block in enumerate(blocks) if (problem := _wrong(place, block))]
    if len(blocks) > MOST_BLOCKS:
        problems.append(f"no more than {MOST_BLOCKS} items allowed [json-pointer:/blocks]")
    if problems:
        messages = [f"[ERROR] {problem}" for problem in problems]
        raise Refusal("invalid_blocks", errors=problems, response_metadata={"messages": messages})
    return blocks


def _wrong(place: int, block: Any) -> str:
    if not isinstance(block, dict) or not isinstance(block.get("type"), str):
        return f"missing required field: type [json-pointer:/blocks/{place}/type]"
    text = block.get("text")
    words = str(text.get("text")) if isinstance(text, dict) else ""
    if block["type"] == "section" and len(words) > SECTION_CHARACTERS:
        most = f"must be less than {SECTION_CHARACTERS + 1} characters"
        return f"{most} [json-pointer:/blocks/{place}/text/text]"
    return ""


def _attachments(arguments: Arguments) -> list[Json]:
    attachments = arguments.structure("attachments", "invalid_attachments") or []
    if not isinstance(attachments, list):
        raise Refusal("invalid_attachments")
    if len(attachments) > MOST_ATTACHMENTS:
        raise Refusal("too_many_attachments")
    return attachments


def _metadata(arguments: Arguments) -> Json | None:
    metadata: Json | None = arguments.structure("metadata", "invalid_metadata_format")
    if metadata is None or metadata == {}:
        return metadata
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_payload"), dict):
        raise Refusal("invalid_metadata_format")
    if not EVENT_TYPE.fullmatch(str(metadata.get("event_type", ""))):
        raise Refusal("invalid_metadata_format")
    if len(json.dumps(metadata)) > METADATA_BYTES:
        raise Refusal("metadata_too_large")
    return metadata
