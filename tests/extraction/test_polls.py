from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.extraction.polls import find_polls
from onrecord.reading import Reading

Make = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "A Quinnipiac University poll of Ohio voters shows Hillary Clinton at 46 percent and Donald Trump at 41 percent.",
            {("Hillary Clinton", 46, "Ohio"), ("Donald Trump", 41, "Ohio")},
        ),
        (
            "A new national poll has Ted Cruz of Texas at 13 percent and former Florida Gov. Jeb Bush at 8 percent.",
            {("Ted Cruz", 13, ""), ("Jeb Bush", 8, "")},
        ),
        (
            "A poll in Iowa has Hillary Clinton ahead. The same poll has Donald Trump at 41 percent.",
            {("Donald Trump", 41, "Iowa")},
        ),
        (
            "A poll by Prairie Research put Dana Whitcomb at 44 percent and Luis Ferrante at 42 in the race for governor"
            " of Nebraska. Fourteen percent were undecided. Whitcomb grew up in Nebraska.",
            {("Dana Whitcomb", 44, "Nebraska"), ("Luis Ferrante", 42, "Nebraska"), ("undecided", 14, "Nebraska")},
        ),
        (
            "Texas has a Senate race. In a December poll of the state, Dana Whitcomb drew 35 percent support.",
            {("Dana Whitcomb", 35, "Texas")},
        ),
        (
            "Voters decide on Proposition 12 in May. A survey found 47 percent of likely voters in favor. A third are opposed.",
            {("Proposition 12: in favor", 47, ""), ("Proposition 12: opposed", 33.3, "")},
        ),
        (
            "Voters decide on Proposition 12 in May. A survey found 47 percent of likely voters in favor of Proposition 12"
            " and 44 percent opposed.",
            {("Proposition 12: in favor", 47, ""), ("Proposition 12: opposed", 44, "")},
        ),
    ],
)
def test_poll_figures(text: str, figures: set[tuple[str, float, str]], make_reading: Make) -> None:
    found = find_polls(make_reading(text))
    assert {(one.subject, one.value, one.place) for one in found if one.value is not None} == figures


@pytest.mark.parametrize(
    "text",
    [
        "A Gallup poll finds Hillary Clinton ahead of Donald Trump by 5 points.",
        "A Gallup poll finds Donald Trump trailing Hillary Clinton by 5 points.",
        "Donald Trump says that a Gallup poll has Hillary Clinton up by 5 points, a lead within its 4 point margin of error.",
    ],
)
def test_a_lead_has_no_share(text: str, make_reading: Make) -> None:
    (lead,) = find_polls(make_reading(text))
    assert (lead.subject, lead.value, lead.lead, lead.pollster) == ("Hillary Clinton", None, 5, "Gallup")


@pytest.mark.parametrize(
    ("asked", "period"),
    [
        ("A poll taken May 22-25 has", "2016-05-22/2016-05-25"),
        ("A poll taken between May 30 and June 2 has", "2016-05-30/2016-06-02"),
        ("A poll taken May 22 and 48 more days has", "2016-05-22"),
        ("Some may lose a Gallup poll that has", ""),
        ("In a September Gallup poll", "2015-09"),
        ("In a Gallup poll in April", "2016-04"),
    ],
)
def test_the_days_on_which_people_were_asked(asked: str, period: str, make_reading: Make) -> None:
    (share,) = find_polls(make_reading(f"{asked} Hillary Clinton at 46 percent.", published="2016-06-10"))
    assert share.period == period


@pytest.mark.parametrize(
    "text",
    [
        "Hillary Clinton won 53 percent of the vote in Ohio.",
        "A Gallup poll puts Donald Trump's approval rating at 41 percent.",
        "In a Gallup poll, 52 percent said that they trust Donald Trump on trade.",
        "In a Gallup poll, 60 percent had an unfavorable view of Donald Trump.",
    ],
)
def test_results_and_views_are_no_poll_figures(text: str, make_reading: Make) -> None:
    assert find_polls(make_reading(text)) == []
