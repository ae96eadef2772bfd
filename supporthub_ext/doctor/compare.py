"""How the real services differ from the sandbox, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from supporthub_ext.doctor.shape import Shape
from supporthub_ext.doctor.wire import Seen

# What our clients read; the others are a matter of whatever stands in front of a service.
READ_HEADERS = ("link", "etag", "retry-after", "x-ratelimit-")
# Keys of these are the account's own.
OWN_KEYS = {"custom_fields", "choices", "event_payload"}
# The sandbox has whole numbers where a service may say 1 or 1.5.
ALIKE = frozenset({"integer", "number"})


def differences(real: Sequence[Seen], sandbox: Sequence[Seen]) -> list[str]:
    """Answer a sentence for each difference, call by call; the calls of both are the same, in one order."""
    return [
        f"{one.service}, {one.call}: {what}"
        for one, other in zip(real, sandbox, strict=True)
        for what in _of_call(one, other)
    ]


def _of_call(real: Seen, sandbox: Seen) -> Iterator[str]:
    if real.trouble or sandbox.trouble:
        where = "" if real.trouble else "in the sandbox, "
        yield f"{where}{real.trouble or sandbox.trouble}."
    elif real.status != sandbox.status:
        yield f"status {real.status}, in the sandbox {sandbox.status}."
    else:
        yield from _of_headers(real, sandbox)
        yield from _of_shapes(real.shape, sandbox.shape, "")


def _of_headers(real: Seen, sandbox: Seen) -> Iterator[str]:
    for name in sorted({*real.headers} ^ {*sandbox.headers}):
        if name.startswith(READ_HEADERS) and name != "link":  # a link stands only where there is another page
            yield f"the header {name} is {_only(name in real.headers)}."


def _of_shapes(real: Shape, sandbox: Shape, place: str) -> Iterator[str]:
    if strange := _strange(real.types, sandbox.types):
        yield f"{place or 'the body'} is {_or(strange)}, in the sandbox {_or(sandbox.types)}."
        return
    if place.rpartition(".")[2] not in OWN_KEYS and "object" in real.types & sandbox.types:
        for key in [*real.keys, *(key for key in sandbox.keys if key not in real.keys)]:
            inner = f"{place}.{key}".lstrip(".")
            if key in real.keys and key in sandbox.keys:
                yield from _of_shapes(real.keys[key], sandbox.keys[key], inner)
            else:
                yield f"{inner} is {_only(key in real.keys)}."
    if real.items and sandbox.items:
        yield from _of_shapes(real.items, sandbox.items, f"{place}[]")


def _strange(real: frozenset[str], sandbox: frozenset[str]) -> frozenset[str]:
    """Answer types that the sandbox never shows; a null tells nothing of what else there could be."""
    known = sandbox | (ALIKE if sandbox & ALIKE else frozenset())
    seen = real - {"null"}
    return seen - known if seen and sandbox - {"null"} else frozenset()


def _only(in_real: bool) -> str:
    return "not in the sandbox" if in_real else "in the sandbox only"


def _or(types: frozenset[str]) -> str:
    return " or ".join(sorted(types)) or "nothing"
