"""What an outlet is called: names of its site and of its branches are its own, another house's are not."""

from __future__ import annotations

import pytest

from twosource.weigh.outlets import is_called, is_outlet

CALLED = [
    ("its site", "Halden News", "HaldenNews.ca", True),
    ("its channel", "Halden News", "Halden News Channel", True),
    ("with an article", "The Halden Post", "the Halden Post", True),
    ("given by its host", "www.haldenpost.test", "the Halden Post", True),
    ("given by its host, which has an article", "thehaldenpost.test", "The Halden Post", True),
    ("initials and a branch", "HBX", "HBX television", True),
    ("part of its name", "Halden News", "Halden", False),
    ("a name that others bear", "The Lantern", "Lantern News Network", False),
    ("another's site", "Halden News", "HaldenPost.ca", False),
    ("somebody of the house", "Halden News", "Halden News reporter", False),
    ("nothing", "Halden News", "", False),
]


@pytest.mark.parametrize(("outlet", "said", "expected"), [c[1:] for c in CALLED], ids=[c[0] for c in CALLED])
def test_called(outlet: str, said: str, expected: bool) -> None:
    """Words are an outlet's own name only if they name it, its site or a branch under its name."""
    assert is_called(outlet, said) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The Halden Courier", True),
        ("Radio Torvik News", True),
        ("haldennews.ca", True),
        ("KXQZ", True),
        ("Halden Television", True),
        ("Courier", False),
        ("Norvind", False),
        ("Halden Council", False),
    ],
)
def test_a_name_of_an_outlet(name: str, expected: bool) -> None:
    """An outlet shows itself by the last word of its name, as a site or a station; one word may be a firm."""
    assert is_outlet(name) is expected
