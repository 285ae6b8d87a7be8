"""The Python of README and tutorial does what the text beside it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("page", ["README.md", "docs/tutorial.md"])
def test_the_example_in_python_finds_its_position(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    told = dict[str, object]()
    exec(example, told)
    if "frame" in told:
        assert list(told["frame"]["holder"]) == ["Ada Ames"]  # type: ignore[index]
    else:
        assert capsys.readouterr().out.startswith("Ada Ames endorses Ben Bell ")
