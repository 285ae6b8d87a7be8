from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.entries import Basis, Phase, Stance
from onrecord.extraction.positions import find_positions
from onrecord.reading import Reading

Make = Callable[..., Reading]


def found(reading: Reading) -> set[tuple[str, str, str]]:
    return {(one.holder, str(one.stance), one.target) for one in find_positions(reading)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sen. Elizabeth Warren endorsed Joe Biden on Wednesday.", ("Elizabeth Warren", "endorses", "Joe Biden")),
        (
            "Joe Biden was endorsed by Sen. Elizabeth Warren on Wednesday.",
            ("Elizabeth Warren", "endorses", "Joe Biden"),
        ),
        ("Gov. Chris Christie refused to endorse Mitt Romney.", ("Chris Christie", "declines", "Mitt Romney")),
        ("Sen. Bernie Sanders has not yet endorsed Kamala Harris.", ("Bernie Sanders", "withholds", "Kamala Harris")),
        ("Sen. Susan Collins said she will not vote for Donald Trump.", ("Susan Collins", "opposes", "Donald Trump")),
        ("Sen. Kelly Ayotte withdrew her endorsement of Donald Trump.", ("Kelly Ayotte", "withdraws", "Donald Trump")),
    ],
)
def test_the_six_stances(text: str, wanted: tuple[str, str, str], make_reading: Make) -> None:
    assert wanted in found(make_reading(text, published="2020-04-15"))


@pytest.mark.parametrize(
    "text",
    [
        "Bernie Sanders said he was prepared to push and, if necessary, oppose Hillary Clinton.",
        "Elizabeth Warren praised Joe Biden for his work on the bill.",
        "Will Elizabeth Warren endorse Joe Biden?",
        "Joe Biden met Elizabeth Warren in Boston on Monday.",
        "The mayor opened a new library in Springfield.",
    ],
)
def test_no_position(text: str, make_reading: Make) -> None:
    assert found(make_reading(text)) == set()


def test_evidence_basis_and_phase(make_reading: Make) -> None:
    reading = make_reading("The day was long.\nElizabeth Warren endorsed Joe Biden on Wednesday.\nIt rained.")
    (one,) = find_positions(reading)
    assert [span.text for span in one.evidence] == ["Elizabeth Warren endorsed Joe Biden on Wednesday."]
    assert (one.basis, one.phase) == (Basis.REPORTED, Phase.CURRENT)
    assert 0 < one.confidence <= 1


def test_the_holders_own_words_are_the_strongest_basis(make_reading: Make) -> None:
    reading = make_reading("“I endorse Joe Biden for president,” Elizabeth Warren said on Wednesday.")
    assert [(one.holder, one.stance, one.basis) for one in find_positions(reading)] == [
        ("Elizabeth Warren", Stance.ENDORSES, Basis.OWN_WORDS)
    ]


ISSUE = "\n".join(
    f"{words} {'It rained for many hours, and the roads were wet, and the fields were dark. ' * 4}"
    for words in (
        "Sen. Susan Collins has endorsed Initiative 9.",
        "Sen. Rand Paul opposes Initiative 9.",
        "Sen. Ted Cruz has endorsed Initiative 9.",
        "Sen. Mike Lee has not endorsed anything yet.",
    )
)


@pytest.mark.parametrize(("target", "on"), [("Initiative 9", "Initiative 9"), ("Joe Biden", "")])
def test_a_holdout_is_on_the_measure_at_issue_or_on_the_race(target: str, on: str, make_reading: Make) -> None:
    holdouts = {one for one in found(make_reading(ISSUE.replace("Initiative 9", target))) if one[1] == "withholds"}
    assert holdouts == {("Mike Lee", "withholds", on)}


def test_who_endorses_after_holding_out_has_come_round(make_reading: Make) -> None:
    text = "Elizabeth Warren endorsed Joe Biden on Wednesday. She had long withheld her endorsement from Biden."
    told = {(one.stance, one.phase) for one in find_positions(make_reading(text, published="2020-04-15"))}
    assert told == {(Stance.ENDORSES, Phase.CURRENT), (Stance.WITHHOLDS, Phase.PAST)}


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Paul Ryan was asked if he would rescind his endorsement of Donald Trump.", "endorses"),
        ("Paul Ryan has yet to pull his support for Donald Trump.", "supports"),
        ("Paul Ryan rescinded his endorsement of Donald Trump.", "withdraws"),
    ],
)
def test_what_is_not_taken_back_stands(text: str, stance: str, make_reading: Make) -> None:
    assert found(make_reading(text)) == {("Paul Ryan", stance, "Donald Trump")}


def test_who_says_that_none_will_come_does_not_just_hold_out(make_reading: Make) -> None:
    reading = make_reading(
        "Sen. Mike Lee has not endorsed Joe Biden.\n"
        f"{'It rained for many hours, and the roads were wet. ' * 6}\n"
        "Sen. Mike Lee will not endorse Joe Biden, he said on Monday."
    )
    assert len({stance for _, stance, _ in found(reading)} & {"withholds", "declines"}) == 1


@pytest.mark.parametrize(
    "more",
    [
        "So did Rep. Kathleen Bui and Omar Haile, who starred in a television spot.",
        "On Tuesday, Kathleen Bui, a hero to tenants, and Omar Haile did the same.",
        "Kathleen Bui and Omar Haile followed suit.",
        "So did Kathleen Bui. So has Omar Haile.",
        "So did Kathleen Bui, and so did Omar Haile.",
    ],
)
def test_others_who_do_the_same(more: str, make_reading: Make) -> None:
    reading = make_reading(f"Mayor Bob Dale endorsed Carl Hill on Monday. {more}", published="2020-04-15")
    same = {(name, "endorses", "Carl Hill") for name in ("Bob Dale", "Kathleen Bui", "Omar Haile")}
    assert found(reading) == same
    assert {len(one.evidence) for one in find_positions(reading)} == {1, 2}


@pytest.mark.parametrize(
    "more",
    [
        "Rep. Omar Haile never did the same.",
        "Had Omar Haile followed suit, Hill would have won.",
        "In 2016, Omar Haile did the same for Ann Bell.",
        "As does every year, Omar Haile has a picnic on Sunday.",
        "Omar Haile did not say whether Kathleen Bui would have done the same.",
    ],
)
def test_others_who_do_not_do_the_same(more: str, make_reading: Make) -> None:
    reading = make_reading(f"Mayor Bob Dale endorsed Carl Hill on Monday. {more}", published="2020-04-15")
    assert {holder for holder, _, _ in found(reading)} == {"Bob Dale"}


BILL = (
    "The Senate nears a vote on the Freight Rail Act. Sen. Ada Ames supports the Freight Rail Act. Sen. Cy Cole opposes the "
    "Freight Rail Act, and Sen. Di Dunn endorsed the Freight Rail Act on Monday. Sen. Bo Bell spoke.\n"
)


@pytest.mark.parametrize(
    ("vote", "stance"),
    [
        ("Sen. Hal Kent will vote no.", "opposes"),
        ("Sen. Hal Kent said that he would vote yes.", "supports"),
        ("“I’m a no,” Sen. Hal Kent said.", "opposes"),
        ("Sen. Hal Kent will vote no on Monday.", "opposes"),
        ("Sen. Hal Kent urged a no vote.", "opposes"),
        ("Sen. Hal Kent recommends a yes vote.", "supports"),
        ("Sen. Hal Kent is urging senators to vote no.", "opposes"),
        ("Sen. Hal Kent did not recommend a yes vote.", None),
        ("Sen. Hal Kent may vote no.", None),
        ("Sen. Bo Bell urged Sen. Hal Kent to vote no.", None),
    ],
)
def test_a_vote_is_on_the_measure_at_issue(vote: str, stance: str | None, make_reading: Make) -> None:
    reading = make_reading(BILL + vote, published="2020-04-15")
    assert {what for holder, what, on in found(reading) if holder == "Hal Kent" and on == "Freight Rail Act"} == (
        {stance} if stance else set()
    )


def test_a_vote_without_a_measure_at_issue_is_on_nothing(make_reading: Make) -> None:
    assert found(make_reading("Sen. Hal Kent will vote no.", published="2020-04-15")) == set()


@pytest.mark.parametrize(
    ("words", "stance", "on"),
    [
        ("Sen. Hal Kent will vote no.", "opposes", "Freight Rail Act"),
        ("Sen. Hal Kent is undecided, his office said.", "withholds", "Freight Rail Act"),
        ("Sen. Hal Kent has not endorsed in the race for governor.", "withholds", ""),
    ],
)
def test_what_was_told_of_just_before_is_at_issue(words: str, stance: str, on: str, make_reading: Make) -> None:
    rain = "It rained for many hours, and the roads were wet, and the fields were dark. " * 3
    text = f"Sen. Ada Ames endorsed Tom Bell.\n{rain}\nSen. Cy Cole opposes the Freight Rail Act.\n{rain}\n{words}"
    assert ("Hal Kent", stance, on) in found(make_reading(text, published="2020-04-15"))


def test_so_is_another_in_one_sentence(make_reading: Make) -> None:
    text = "Sen. Ada Ames is undecided, her office said, and so is Sen. Cy Cole (R-Ohio)."
    assert found(make_reading(text)) == {(name, "withholds", "") for name in ("Ada Ames", "Cy Cole")}


@pytest.mark.parametrize(
    "words",
    [
        "Sen. Ada Ames is against raising taxes.",
        "Sen. Ada Ames urged Iran to back down.",
        "Sen. Ada Ames has long called the tax murder. She is against it.",
    ],
)
def test_what_is_no_vote_on_the_measure_before(words: str, make_reading: Make) -> None:
    assert found(make_reading(f"Senators spoke of Proposition 4 on Tuesday. {words}", published="2020-04-15")) == set()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The pro-Biden PAC Iowa Conservatives was late.", {("Iowa Conservatives", "supports", "Biden")}),
        ("The anti-Biden congresswoman Ada Ames was late.", {("Ada Ames", "opposes", "Biden")}),
        ("The pro-Biden rally was led by Ada Ames.", set()),
        ("The once anti-Biden Sen. Ada Ames was late.", {("Ada Ames", "opposes", "Biden")}),
        ("A pro-Biden Super PAC ran an ad.", set()),
        ("Ada Ames visited pro-Biden Ohio.", set()),
    ],
)
def test_which_side_is_said_of_a_name(text: str, wanted: set[tuple[str, str, str]], make_reading: Make) -> None:
    reading = make_reading(f"Joe Biden spoke in Ohio on Monday. {text}", published="2020-03-10")
    assert {(holder, stance, target.split()[-1]) for holder, stance, target in found(reading)} == wanted


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("In 2012, unlike now, Kelly Ayotte had endorsed Mitt Romney.", "2012"),
        ("Kelly Ayotte had once endorsed Mitt Romney.", "2012"),  # as the registry has it of his last race
        ("Kelly Ayotte had once endorsed Bo Bell in the primary.", "2016"),
    ],
)
def test_a_past_position_is_of_the_year_of_the_race(text: str, year: str, make_reading: Make) -> None:
    (one,) = find_positions(make_reading(f"The day was long. {text}", published="2016-05-29"))
    assert (one.phase, one.date) == (Phase.PAST, year)
