from __future__ import annotations

import pytest
from spacy.language import Language

from onrecord.extraction.gapping import find_gapped


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (
            "Ten mayors endorsed Ames, compared with nine for Bell and two for Cole.",
            {("nine", "Bell"), ("two", "Cole")},
        ),
        ("Forty members voted for Ames on Monday, 31 for Bell and 12 for Cole.", {("31", "Bell"), ("12", "Cole")}),
        ("Ames has 24 newspaper endorsements, to Bell's 15.", {("15", "Bell")}),
        ("Ten mayors endorsed Ames; Bell has nine.", {("nine", "Bell")}),
        ("Ames was endorsed by ten mayors, Bell by nine.", {("nine", "Bell")}),
        ("Ten mayors endorsed Ames; Bell has nine children.", set()),
        ("Ten senators voted for Ames and nine against.", {("nine", "")}),
        ("Ten senators voted for Ames in 2016 for Bell.", set()),
        ("Ten senators endorsed Ames, of Bell's nine children.", set()),
    ],
)
def test_counts_that_leave_the_group_to_the_words_before(
    text: str, counts: set[tuple[str, str]], nlp: Language
) -> None:
    found = {(one.count, one.goal.text if one.goal else "") for s in nlp(text).sents for one in find_gapped(s)}
    assert found == counts
