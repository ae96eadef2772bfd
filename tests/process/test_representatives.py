"""Who may make support requests."""

from __future__ import annotations

import pytest

from supporthub_ext.errors import ConfigurationError
from supporthub_ext.process.representatives import in_words, read_representatives, standing

FILE = '"Reef Lab" = ["Ana Demo <ana@reef.example>", "ben@reef.example"]\nNobody = []\n'


def test_a_requester_is_one_is_not_one_or_nobody_knows() -> None:
    """Mail addresses are compared whole; without a list, a mail or a community nothing is claimed."""
    known = read_representatives(FILE)
    assert standing("ANA@reef.example", "reef lab", known).is_one is True
    assert standing("banana@reef.example", "Reef Lab", known).is_one is False
    for mail, community in ((None, "Reef Lab"), ("ana@reef.example", None), ("ana@reef.example", "Other")):
        assert standing(mail, community, known).is_one is None
    assert in_words(known) == "Ana Demo and ben@reef.example"
    assert in_words(known[:1]) == "Ana Demo"
    assert in_words(()) == ""


@pytest.mark.parametrize("text", ["no toml", 'Reef = ["Ana Demo"]', "Reef = 3"])
def test_a_file_that_names_nobody_is_refused(text: str) -> None:
    """A line that names nobody who can be written to is an error, never a silent gap."""
    with pytest.raises(ConfigurationError):
        read_representatives(text)
