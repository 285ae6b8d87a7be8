from __future__ import annotations

import pytest
from spacy.language import Language

from onrecord.extraction.counting import find_counted


@pytest.mark.parametrize(
    ("text", "count", "number", "words"),
    [
        ("Forty-eight Democratic senators endorsed her.", "Forty-eight", 48, "Democratic senators"),
        ("At least 175 House members endorsed her.", "At least 175", 175, "House members"),
        ("Two dozen mayors endorsed her.", "Two dozen", 24, "mayors"),
        ("She was endorsed by 38 of the 46 senators.", "38", 38, "46 senators"),
        ("Several governors endorsed her.", "Several", None, "governors"),
        ("Dozens of mayors endorsed her.", "Dozens", None, "mayors"),
        ("A majority of the House voted for the bill.", "A majority", None, "House"),
        ("Most House Republicans voted for the bill.", "Most", None, "House Republicans"),
        ("Ames is the third senator to endorse Bell.", "third", 3, "senator"),
        ("Ames became the third Republican to come out against Bell.", "third", 3, "Republican"),
        ("Ames is the fourth Republican senator to announce opposition to Bell.", "fourth", 4, "Republican senator"),
        ("Sixteen House Democrats have called on Bell to quit.", "Sixteen", 16, "House Democrats"),
        ("Fifth Republican mayor backs Bell", "Fifth", 5, "Republican mayor"),
        ("Bell has 24 newspaper endorsements.", "24", 24, "newspaper"),
        ("Bell has 24 swing-state newspaper endorsements.", "24", 24, "swing-state newspaper"),
        ("Every House Republican voted against the bill.", "Every", None, "House Republican"),
        ("More than half of the Democrats in the Legislature endorsed Bell.", "More than half", None, "Democrats"),
        ("A trio of mayors endorsed Bell.", "A trio", 3, "mayors"),
        ("A small but growing band of senators endorsed Bell.", "A small but growing band", None, "senators"),
        ("After all, 72 percent of delegates voted to endorse Bell.", "72 percent", 72, "delegates"),
        ("Most of the three-dozen senators endorsed Bell.", "Most", None, "three-dozen senators"),
        ("The group of three-dozen senators opposed Bell.", "three-dozen", 36, "senators"),
        ("Ten mayors met on Monday. More than six of them endorsed Bell.", "More than six", 6, "Ten mayors"),
    ],
)
def test_a_counted_group(text: str, count: str, number: int | None, words: str, nlp: Language) -> None:
    *_, counted = (group for sentence in nlp(text).sents for group in find_counted(sentence))
    assert (counted.count, counted.number, counted.words) == (count, number, words)


@pytest.mark.parametrize(
    "text",
    [
        "One senator endorsed her.",
        "A senator and a mayor endorsed her.",
        "Most Republicans support her.",
        "Forty percent of voters support her.",
        "Hundreds of supporters cheered.",
        "Out of the 168 members, one endorsed her.",
        "She won in two days by ten points.",
        "In 2016 senators endorsed her.",
        "She won 81 endorsements.",
        "A 60-second spot endorsed her.",
        "The third senator endorsed her.",
        "All that money flowing to Bell endorsed nobody.",
        "Sixty percent of Democrats endorsed her.",
        "She left with her three sons.",
        "She won nine counties that voted for Bell.",
    ],
)
def test_nobody_is_counted(text: str, nlp: Language) -> None:
    assert [group.words for sentence in nlp(text).sents for group in find_counted(sentence)] == []
