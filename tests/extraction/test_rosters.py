from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.entries import Stance
from onrecord.extraction.positions import find_positions
from onrecord.extraction.rosters import find_rosters
from onrecord.reading import Reading

Make = Callable[..., Reading]
LIST = "The race is close.\nThese mayors have endorsed Bo Bell:\nAda Ames, Springfield\nCy Cole (D)\nDi Dunn -- Shelbyville\nThe vote is in May."


def test_a_list_and_its_items(make_reading: Make) -> None:
    (roster,) = find_rosters(make_reading(LIST))
    assert [one.holder.name for one in roster.names] == ["Ada Ames", "Cy Cole", "Di Dunn"]


def test_items_hold_what_the_sentence_before_them_says(make_reading: Make) -> None:
    reading = make_reading(LIST)
    found = {(one.holder, one.target): one for one in find_positions(reading) if one.stance is Stance.ENDORSES}
    assert {holder for holder, target in found if target.endswith("Bell")} == {"Ada Ames", "Cy Cole", "Di Dunn"}
    cole = next(one for (holder, _), one in found.items() if holder == "Cy Cole")
    assert [span.text for span in cole.evidence] == ["These mayors have endorsed Bo Bell:", "Cy Cole (D)"]


def test_sentences_are_no_items(make_reading: Make) -> None:
    text = "Here is what they said:\nAda Ames endorsed Bell.\nCy Cole waited a while.\nDi Dunn left the room."
    assert find_rosters(make_reading(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Several mayors have endorsed Joe Biden. They include Muriel Bowser, Eric Garcetti and London Breed.",
        "Several have endorsed Joe Biden. Among those include Muriel Bowser, Eric Garcetti and London Breed.",
        "Three mayors have endorsed Joe Biden: Muriel Bowser, Eric Garcetti and London Breed.",
        "Among the mayors who have endorsed Joe Biden are Muriel Bowser, Eric Garcetti, and London Breed.",
        "Nine mayors have endorsed Joe Biden, among them Muriel Bowser, Eric Garcetti and London Breed.",
        "Joe Biden's campaign released a list of endorsements. It includes Muriel Bowser, Eric Garcetti and London Breed.",
    ],
)
def test_a_sentence_names_the_group_that_it_or_the_one_before_tells_of(text: str, make_reading: Make) -> None:
    found = find_positions(make_reading(text, published="2020-03-10"))
    assert {(one.holder, one.target) for one in found if one.stance is Stance.ENDORSES} == {
        (name, "Joe Biden") for name in ("Muriel Bowser", "Eric Garcetti", "London Breed")
    }


@pytest.mark.parametrize(
    "text",
    [
        "Four mayors have endorsed Joe Biden, and the reason is simple: Muriel Bowser and London Breed lost the state.",
        "Joe Biden has 40 percent of voters who are older: Muriel Bowser and London Breed share the rest.",
        "Two unions have endorsed Joe Biden over his opponents: Muriel Bowser and London Breed.",
        "Several mayors have endorsed Joe Biden. It is a blow to Muriel Bowser and London Breed.",
        "Among the supporters of Joe Biden are people who say that Muriel Bowser and London Breed are unfit.",
    ],
)
def test_names_behind_a_colon_may_be_no_group(text: str, make_reading: Make) -> None:
    assert find_positions(make_reading(text, published="2020-03-10")) == []


HALE = "Ann Hale and Bo Bell are running for governor.\n"
#: A headed list, and what its names hold: holder, stance, target.
HEADED = {
    "a newspaper's lists": (
        HALE
        + "Here is where the state's newspapers stood as of Friday:\nFOR HALE\nLakeside Herald (endorsed Bell in 2014)\n"
        "Granite Tribune\nFOR BELL\nFergus Bugle\nNO ENDORSEMENT\nRed River Sentinel\nThe vote is on Tuesday.",
        {
            ("Lakeside Herald", "endorses", "Ann Hale"),
            ("Granite Tribune", "endorses", "Ann Hale"),
            ("Fergus Bugle", "endorses", "Bo Bell"),
            ("Red River Sentinel", "declines", ""),
        },
    ),
    "bullets behind those whom they back": (
        HALE
        + "Hale has been endorsed by:\n• Former Gov. Ada Ames, who left office in 2011.\n• The Farm Alliance, which has 900 members.\n"
        "Bell's endorsers include:\n• Mayor Cy Cole, a Democrat from Troy.\n• The Dunn Society.\nThe vote is in May.",
        {
            ("Ada Ames", "endorses", "Ann Hale"),
            ("The Farm Alliance", "endorses", "Ann Hale"),
            ("Cy Cole", "endorses", "Bo Bell"),
            ("The Dunn Society", "endorses", "Bo Bell"),
        },
    ),
    "bullets behind her": (
        "Ann Hale is running for governor. She spoke in Troy.\nHer supporters include:\n• Ada Ames\n• Cy Cole\n• Di Dunn\nIt is May.",
        {(name, "supports", "Ann Hale") for name in ("Ada Ames", "Cy Cole", "Di Dunn")},
    ),
    "names behind headings": (
        HALE
        + "Where the mayors stand:\nBacking Hale: Ada Ames, Cy Cole (D) and Di Dunn.\nUndecided: Ed Eads, mayor of Troy",
        {
            ("Ada Ames", "endorses", "Ann Hale"),
            ("Cy Cole", "endorses", "Ann Hale"),
            ("Di Dunn", "endorses", "Ann Hale"),
            ("Ed Eads", "withholds", ""),
        },
    ),
    "a count of senators": (
        "The Senate votes on Warren Tull on Friday.\nHere is where the senators stand on Tull:\nFor:\nSen. Ada Ames, R-Ohio\n"
        "Sen. Cy Cole, R-Utah\nAgainst (1):\nSen. Di Dunn, D-Iowa\nUndecided:\nSen. Ed Eads, R-Maine",
        {
            ("Ada Ames", "supports", "Warren Tull"),
            ("Cy Cole", "supports", "Warren Tull"),
            ("Di Dunn", "opposes", "Warren Tull"),
            ("Ed Eads", "withholds", "Warren Tull"),
        },
    ),
    "a campaign's release": (
        "Ann Hale today announced her support from labor.\nLabor leaders endorsing Hale:\n• Ada Ames, Local 12 president\n"
        "• Cy Cole\n• Mayor London Breed of San Francisco\nHale is a teacher.",
        {(name, "endorses", "Ann Hale") for name in ("Ada Ames", "Cy Cole", "London Breed")},
    ),
    "candidates as headings": (
        HALE + "Whom the papers have endorsed:\nAnn Hale:\nLakeside Herald\nGranite Tribune\nBo Bell:\nFergus Bugle",
        {
            ("Lakeside Herald", "endorses", "Ann Hale"),
            ("Granite Tribune", "endorses", "Ann Hale"),
            ("Fergus Bugle", "endorses", "Bo Bell"),
        },
    ),
    "a tracker of one candidate": (
        "Ann Hale is running for governor.\nEndorsements for Ann Hale\nU.S. senators\nAda Ames\nCy Cole\nDi Dunn",
        {(name, "endorses", "Ann Hale") for name in ("Ada Ames", "Cy Cole", "Di Dunn")},
    ),
    "no one's list": (
        "Ann Hale won.\nFor the Record: Ada Ames, Cy Cole and Di Dunn\nNo regrets:\nAda Ames\nCy Cole\nDi Dunn",
        set(),
    ),
    "a poll": (HALE + "Undecided: 12 percent\nFor Hale: 44\nFor Bell: 44", set()),
}


@pytest.mark.parametrize(("text", "held"), HEADED.values(), ids=HEADED)
def test_a_heading_tells_what_its_names_hold(text: str, held: set[tuple[str, str, str]], make_reading: Make) -> None:
    rosters = [one for one in find_rosters(make_reading(text)) if one.stance is not None]
    found = {
        (name.holder.name, roster.stance.value, roster.target.name if roster.target else "")
        for roster in rosters
        for name in roster.names
        if roster.stance is not None
    }
    assert found == held


def test_the_introduction_and_the_heading_are_evidence(make_reading: Make) -> None:
    text = HEADED["a newspaper's lists"][0]
    (bugle,) = [one for one in find_positions(make_reading(text)) if one.holder == "Fergus Bugle"]
    assert [span.text for span in bugle.evidence] == [
        "Here is where the state's newspapers stood as of Friday:",
        "FOR BELL",
        "Fergus Bugle",
    ]


def test_the_introduced_do_as_another_does(make_reading: Make) -> None:
    reading = make_reading(
        "The Farm Bureau has endorsed Greg Salvatore, as have these organizations:\n"
        "• The Heartland Chamber of Commerce\n• Missouri Valley Restaurant Owners\n"
        "• The Northland Realtors PAC, which has also put $75,000 into television advertising on his behalf\n"
        "Business is not unanimous."
    )
    found = {
        one.holder
        for one in find_positions(reading)
        if one.stance is Stance.ENDORSES and one.target == "Greg Salvatore"
    }
    assert found == {
        "Farm Bureau",
        "Heartland Chamber of Commerce",
        "Missouri Valley Restaurant Owners",
        "Northland Realtors PAC",
    }


NAMED = {
    "one of a group": ("Twenty mayors have endorsed Joe Biden. Among them is Muriel Bowser.", ["Muriel Bowser"]),
    "a share of voters": ("Ten percent were undecided. Among them, Muriel Bowser led Eric Garcetti.", []),
    "voters asked": (
        "Many mayors have endorsed Joe Biden. Among those who had, Muriel Bowser and Eric Garcetti led.",
        [],
    ),
}


@pytest.mark.parametrize(("text", "names"), NAMED.values(), ids=NAMED)
def test_who_is_named_of_a_group(text: str, names: list[str], make_reading: Make) -> None:
    rosters = find_rosters(make_reading(text))
    assert [one.holder.name for roster in rosters for one in roster.names] == names


@pytest.mark.parametrize(
    "text",
    [
        "Sen. Bernie Sanders endorsed two Democrats in the race: Muriel Bowser and London Breed.",
        "Sen. Bernie Sanders opposed all three of the nominees on the list: Muriel Bowser and London Breed.",
    ],
)
def test_a_sentence_names_those_on_whom_it_tells_a_position(text: str, make_reading: Make) -> None:
    found = {(one.holder, one.target) for one in find_positions(make_reading(text, published="2020-03-10"))}
    assert found == {("Bernie Sanders", "Muriel Bowser"), ("Bernie Sanders", "London Breed")}


def test_a_list_is_of_those_of_whom_grammar_tells_several(make_reading: Make) -> None:
    text = (
        "Joe Biden's campaign announced endorsements from a slate of lawmakers since the mayor endorsed Elizabeth Warren."
        " The list includes Muriel Bowser, Eric Garcetti and London Breed."
    )
    listed = {"Muriel Bowser", "Eric Garcetti", "London Breed"}
    found = {(one.holder, one.target) for one in find_positions(make_reading(text, published="2020-03-10"))}
    assert {(holder, target) for holder, target in found if holder in listed} == {
        (name, "Joe Biden") for name in listed
    }
