"""The desk's page of the manual says what there is."""

from __future__ import annotations

import re
from pathlib import Path

import onrecord.web.pages

PAGES = Path(onrecord.web.pages.__file__).parent
ROOT = Path(__file__).resolve().parents[2]
DESK = (ROOT / "docs" / "desk.md").read_text(encoding="utf-8")


def test_every_page_is_documented() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in PAGES.glob("*.py"))
    paths = {re.sub(r"/?\{.*", "", path) or "/" for path in re.findall(r'@router\.get\("([^"]+)"', code)}
    told = {re.sub(r"/?[A-Z]{2}.*", "", path) or "/" for path in re.findall(r"`(/[\w./]*)", DESK)}
    assert len(paths) > 12
    assert paths == told


def test_every_screen_is_there_and_shown() -> None:
    shown = set(re.findall(r"\(screens/([\w-]+\.png)\)", DESK))
    assert shown
    assert shown <= {path.name for path in (ROOT / "docs" / "screens").glob("*.png")}
