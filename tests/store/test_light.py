"""What only looks things up starts without the language pipeline."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from twosource.store import Store

HEAVY = "{'spacy', 'thinc', 'trafilatura', 'onnxruntime', 'pandas', 'pyarrow'}"


@pytest.mark.parametrize(
    "command",
    ["stories", "show {story}", "search bridge", "source r0", "explain {story}", "failures list", "check"],
)
def test_lookups_load_no_model(filled: Store, tmp_path: Path, command: str) -> None:
    """A look into a store imports neither the language pipeline nor what reads pages."""
    story = filled.stories()[0].id
    words = [*command.format(story=story).split(), "--store", filled.database.name]
    code = (
        "import sys; from twosource.cli.main import run\n"
        f"code = run({words!r}); print(code, sorted({HEAVY} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stderr.splitlines()[-1] in ("0 []", "4 []"), done.stderr
