from __future__ import annotations

import pytest

from onrecord.extraction.electorates import find_electorates
from onrecord.model import Article


@pytest.mark.parametrize(
    ("title", "text", "home"),
    [
        ("Farmers back Ames for Kansas governor", "Ames runs for governor. Iowa's farmers wait.", "Kansas"),
        ("Ames leads", "The Ohio Senate race is close. Voters in Ohio know Ames from Michigan.", "Ohio"),
        ("Unions split in Salt Lake City mayor's race", "The race for mayor is close.", "Salt Lake City"),
        (
            "Governor opposes Initiative 12",
            "Washington voters decide on Initiative 12. Washington is blue.",
            "Washington",
        ),
        ("Ames runs for Senate", "Washington is angry. Washington waits for the Senate race.", ""),
        ("Ames wins in Iowa", "The presidential race moves on from Iowa, which chose Ames for president.", ""),
        ("Ames ends bid", "The Kansas City mayor quit the presidential race; he had run for mayor in Kansas City.", ""),
        ("Iowa notebook: Ames wins over nurses", "The caucuses are a week off. Iowa waits; Texas votes later.", "Iowa"),
        ("A tight Ohio special election", "Ames and Bell are close in the special election.", "Ohio"),
        ("Ohio senator wins primary", "The presidential primary went to the senator from Ohio.", ""),
        ("The New York Times backs Ames", "The New York Times endorsed Ames in the governor's race.", ""),
    ],
)
def test_the_place_that_decides_the_race(title: str, text: str, home: str) -> None:
    assert find_electorates(Article(text=f"{title}\n\n{text}", blocks=(), title=title)).home == home


def test_an_article_of_several_races_is_of_the_state_named_last() -> None:
    text = "Two Senate primaries\n\nIn Ohio, Ames leads the Senate race. In Iowa, Bell does."
    electorates = find_electorates(Article(text=text, blocks=(), title="Two Senate primaries"))
    assert [electorates.at(text.index(name)) for name in ("Two", "Ames", "Bell")] == ["", "Ohio", "Iowa"]


@pytest.mark.parametrize(
    ("dateline", "text", "home"),
    [
        ("ROCK FALLS, Ill.", "Ames runs against Bell for Congress.", "Illinois"),
        ("DULUTH, Minn.", "Ames runs for mayor.", "Duluth"),
        ("DULUTH, Minn.", "Ames was in Ohio, then in Ohio again, for Congress.", ""),
        ("DES MOINES, Iowa", "Ames runs for president.", ""),
        ("WASHINGTON", "Ames runs for Congress.", ""),
    ],
)
def test_a_race_that_nothing_places_is_where_the_article_was_filed(dateline: str, text: str, home: str) -> None:
    assert find_electorates(Article(text=text, blocks=(), dateline=dateline)).home == home
