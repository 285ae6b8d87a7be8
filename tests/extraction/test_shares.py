from __future__ import annotations

import re

import pytest

from onrecord.extraction.shares import find_shares
from onrecord.reading.people import Mention, MentionKind

NAMES = ("Ames", "Bell", "Cole")


def read_shares(text: str) -> list[tuple[str, float, float | None, str]]:
    mentions = [
        Mention(start=m.start(), end=m.end(), kind=MentionKind.NAME, member=NAMES.index(m.group()))
        for m in re.finditer("|".join(NAMES), text)
    ]
    found = find_shares(text, mentions)
    return [(one.choice or NAMES[one.member or 0], one.value, one.previous, one.bound) for one in found]


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("The poll has Ames at 46 percent and Bell at 41 percent.", [("Ames", 46), ("Bell", 41)]),
        ("Ames leads Bell 45 percent to 42 percent.", [("Ames", 45), ("Bell", 42)]),
        ("Ames leads Bell 46-43 in Ohio.", [("Ames", 46), ("Bell", 43)]),
        ("Ames leads Salt Lake Mayor Bell by 12 points, 45 percent to 33.", [("Ames", 45), ("Bell", 33)]),
        ("Ames trails Bell 42 percent to 45 percent.", [("Ames", 42), ("Bell", 45)]),
        ("Ames trails Bell, 45 to 42 percent.", [("Ames", 42), ("Bell", 45)]),
        ("It gave Ames a slim lead over Bell in Iowa, 49 percent to 47 percent.", [("Ames", 49), ("Bell", 47)]),
        ("Ames tops both: 57% to 40% against Bell, 55% to 43% against Cole.", [("Ames", 57), ("Bell", 40), ("Ames", 55), ("Cole", 43)]),
        ("Ames and Bell were at 24 percent and 23 percent, respectively.", [("Ames", 24), ("Bell", 23)]),
        ("Some 33 percent of voters said they would vote for Ames, while 20 percent back Bell.", [("Ames", 33), ("Bell", 20)]),
        ("Some 23% said Ames, 19% said Bell and 16% said Cole.", [("Ames", 23), ("Bell", 19), ("Cole", 16)]),
        ("Ames wins 42 percent, compared to Bell's 28.", [("Ames", 42), ("Bell", 28)]),
        ("Ames is favored by 47 percent of voters and Bell by 45 percent.", [("Ames", 47), ("Bell", 45)]),
        ("The poll had Ames at 31 percent, Mr. Bell at 24 and Cole at 6.", [("Ames", 31), ("Bell", 24), ("Cole", 6)]),
        ("Ames leads with 27 percent, but Bell and Cole are tied at 17 percent.", [("Ames", 27), ("Bell", 17), ("Cole", 17)]),
        ("Ames (1988), Bell and Cole were named by 1% each.", [("Ames", 1), ("Bell", 1), ("Cole", 1)]),
        ("It gave Ames 46 percent, with 13 percent undecided.", [("Ames", 46), ("undecided", 13)]),
        ("Twenty-one percent of likely voters said they were undecided.", [("undecided", 21)]),
        ("Some 47 percent of voters were in favor and 44 percent opposed.", [("in favor", 47), ("opposed", 44)]),
        ("Some 9% backed former Salt Lake City Mayor Bell and 7% backed Cole.", [("Bell", 9), ("Cole", 7)]),
        ("In all 47 percent were for Ames and 15 percent for third-party candidate Bell.", [("Ames", 47), ("Bell", 15)]),
        ("Ames has 40 percent. Nearly a quarter were undecided.", [("Ames", 40), ("undecided", 25)]),
        ("One-fifth of primary voters in the state are also undecided.", [("undecided", 20)]),
        ("A third of voters know Ames.", []),
        ("Ames edges out GOP opponent Bell 47 percent to 45 percent.", [("Ames", 47), ("Bell", 45)]),
        ("It found Ames besting Bell by a 28 percent to 23 percent margin.", [("Ames", 28), ("Bell", 23)]),
        ("Ames had a 54%-42% advantage over Bell.", [("Ames", 54), ("Bell", 42)]),
        ("It has 48 percent favoring Ames and 44 percent Bell.", [("Ames", 48), ("Bell", 44)]),
        ("Some 47 percent are in support of Ames, with 46 percent backing Bell.", [("Ames", 47), ("Bell", 46)]),
        ("The yes side had 55 percent.", [("in favor", 55)]),
    ],
)  # fmt: skip
def test_whose_share(text: str, shares: list[tuple[str, float]]) -> None:
    assert sorted((name, value) for name, value, _, _ in read_shares(text)) == sorted(shares)


@pytest.mark.parametrize(
    ("text", "value", "previous", "bound"),
    [
        ("Ames has 43 percent, up from 38 percent in May.", 43, 38, ""),
        ("Support for Ames fell from 9 to 4 percent.", 4, 9, ""),
        ("Ames dropped to 37% from 46%.", 37, 46, ""),
        ("Ames has flat-lined well under 5 percent.", 5, None, "under"),
        ("Ames has more than 50 percent.", 50, None, "over"),
        ("Ames has about 20 percent.", 20, None, "about"),
    ],
)
def test_change_and_bound(text: str, value: float, previous: float | None, bound: str) -> None:
    assert read_shares(text) == [("Ames", value, previous, bound)]


@pytest.mark.parametrize(
    "text",
    [
        "Ames leads Bell by 5 percent.",
        "Ames needs 60 percent of the yet-to-be-awarded delegates.",
        "Ames proposed a tariff of 45 percent.",
        "Some 63 percent of Ames supporters like Bell's policies.",
        "Ames said that 30 percent of them were angry.",
        "Ames spoke to voters, who make up 20 percent of the electorate.",
        "Sixty percent would not vote for Ames.",
        "In the state that Ames carried, only 35 percent of adults said they wanted change.",
        "Voters liked Ames's plan, with 78 percent support.",
        "A poll of June 11-14 asked about Ames and Bell.",
    ],
)
def test_no_share(text: str) -> None:
    assert read_shares(text) == []
