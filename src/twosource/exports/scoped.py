"""A style sheet of pages, for one cell of a notebook: its rules reach nothing outside the cell."""

from __future__ import annotations

import re
from functools import cache

from twosource.account.html import page_file

__all__ = ["scoped_style"]

ROOTS = re.compile(r"^(?::root|html|body|main)(?![\w-])")
DROPPED = re.compile(r"^(?:\.skip|\*)")


DARK = re.compile(r"@media \(prefers-color-scheme:dark\)\{:root\{([^}]*)\}\}")
LIGHT = re.compile(r":root\{([^}]*)\}")


def scoped_style(name: str) -> str:
    """Return the style of the pages with each rule kept to the element whose id is `name`.

    A notebook has a theme of its own, which may be another than the system's: it goes before.
    """
    style, scope = _style(), f"#{name}"
    rules = [_scoped(style, scope)]
    for found, themes in (
        (LIGHT.search(style), ('[data-jp-theme-light="true"]', "body.vscode-light")),
        (DARK.search(style), ('[data-jp-theme-light="false"]', "body.vscode-dark", 'html[theme="dark"]')),
    ):
        if found is not None:
            rules.append(f"{','.join(f'{theme} {scope}' for theme in themes)}{{{found[1]}}}")
    return "\n".join(rules)


@cache
def _style() -> str:
    return (page_file("style.css") or "").strip()


def _scoped(style: str, scope: str) -> str:
    """Return rules with the selector `scope` before each; a block of `@media` is gone through in turn.

    The style is our own file, flat but for `@media`: a scanner of braces is enough for it.
    """
    made: list[str] = []
    at = 0
    while (brace := style.find("{", at)) >= 0:
        head = style[at:brace].strip()
        end = _closing(style, brace)
        inner = style[brace + 1 : end]
        if head.startswith("@media"):
            made.append(f"{head}{{{_scoped(inner, scope)}}}")
        elif head.startswith("@"):
            pass  # a page's size, or a font: no matter of a cell
        else:
            selectors = [_selector(one.strip(), scope) for one in head.split(",")]
            made.append(f"{','.join(dict.fromkeys(filter(None, selectors)))}{{{inner}}}")
        at = end + 1
    return "\n".join(rule for rule in made if not rule.startswith("{"))


def _closing(style: str, brace: int) -> int:
    """Return where the block that opens at `brace` ends."""
    depth = 0
    for at in range(brace, len(style)):
        depth += {"{": 1, "}": -1}.get(style[at], 0)
        if depth == 0:
            return at
    return len(style)


def _selector(selector: str, scope: str) -> str:
    """Return a selector within the scope; what is of the whole page is of the cell."""
    if selector == "*":
        return f"{scope} *"
    if DROPPED.match(selector):
        return ""
    found = ROOTS.match(selector)
    return scope + selector[found.end() :] if found is not None else f"{scope} {selector}"
