from __future__ import annotations

import pytest
from spacy.language import Language

from onrecord.article import build_article
from onrecord.extraction.events import find_events
from onrecord.extraction.venues import home_of
from onrecord.model import Document
from onrecord.reading import Reading, read


def _reading(title: str, text: str, nlp: Language) -> Reading:
    document = Document(
        source="",
        media_type="text/plain",
        content=f"{title}\n\n{text}".encode(),
        url="",
        title=title,
        outlet="",
        author="",
        published="2016-11-02",
    )
    return read(build_article(document), nlp)


@pytest.mark.parametrize(
    ("title", "text", "place"),
    [
        ("Ames ahead in Ohio Senate race", "Ada Ames runs against Bo Bell.", "Ohio"),
        ("Ames ahead", "TOLEDO, Ohio — Ada Ames runs against Bo Bell.", "Ohio"),
        ("Ames ahead in race for mayor", "TOLEDO, Ohio — Ada Ames runs against Bo Bell.", "Toledo"),
        ("Ames ahead", "WASHINGTON — Ada Ames runs against Bo Bell.", ""),
        ("Ames ahead", "Ada Ames runs in Ohio. In Ohio she leads. Ohio is large.", "Ohio"),
        ("Ames ahead in Ohio and Iowa", "Ada Ames runs against Bo Bell.", ""),
    ],
)
def test_where_an_articles_contest_is(title: str, text: str, place: str, nlp: Language) -> None:
    assert home_of(_reading(title, text, nlp)) == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Ada Ames has a rally scheduled for a week after Election Day in Toledo, Ohio.", "Toledo, Ohio"),
        ("Ada Ames runs in the Nov. 8 election against Bo Bell.", "Ohio"),
        ("Ada Ames votes in the Nov. 8 presidential election.", ""),
        ("Bo Bell lost the 1998 election.", None),
        ("Bo Bell was born in Iowa. The state's primary is on Friday.", "Iowa"),
    ],
)
def test_a_contest_without_a_place_is_held_there(text: str, place: str | None, nlp: Language) -> None:
    events = find_events(_reading("Ames ahead in Ohio Senate race", text, nlp))
    assert [event.place for event in events] == ([] if place is None else [place])
