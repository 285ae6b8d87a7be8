from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.reading import Reading
from onrecord.reading.people import MemberKind

Make = Callable[..., Reading]
LATER = "It rained for many hours, and the roads were wet, and the fields were dark. " * 4


def name_at(reading: Reading, words: str, last: bool = True) -> str:
    text = reading.article.text
    start = text.rindex(words) if last else text.index(words)
    mention = reading.cast.at(start, start + len(words))
    return reading.cast.name(mention) if mention is not None else ""


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Ada Ames spoke in Ohio. Ames was late.", "Ames", "Ada Ames"),
        ("Elizabeth Warren spoke in Ohio. She was late.", "She", "Elizabeth Warren"),
        ("Ada Ames spoke in Ohio. Said Ames: “We will win.”", "Ames", "Ada Ames"),
        ("Ada Ames spoke. Bo Bell wrote: “Bad night for Crooked Ada Ames!” Then Ames left.", "Ames left", "Ada Ames"),
        (
            "Bernie Sanders met Elizabeth Warren in Ohio. The Vermont senator was late.",
            "The Vermont senator",
            "Bernie Sanders",
        ),
        ("Tom Cole met Elizabeth Warren on Monday. He left early.", "He", "Tom Cole"),
        (
            "On Monday night the members of the Service Employees International Union (SEIU) met in a hall. SEIU has two million members.",
            "SEIU",
            "Service Employees International Union",
        ),
    ],
)
def test_who_is_meant(text: str, words: str, name: str, make_reading: Make) -> None:
    assert name_at(make_reading(text, published="2020-02-01"), words) == name


def test_two_people_of_one_surname_are_told_apart(make_reading: Make) -> None:
    reading = make_reading(
        "Bill Clinton met Hillary Clinton in Ohio. Hillary Clinton was early, and Bill Clinton was late."
    )
    assert name_at(reading, "Hillary Clinton") == "Hillary Clinton"
    assert name_at(reading, "Bill Clinton") == "Bill Clinton"


def test_a_pronoun_is_not_the_other_argument_of_its_verb(make_reading: Make) -> None:
    reading = make_reading("Joe Biden spoke first. Bernie Sanders endorsed him on Monday.", published="2020-04-14")
    assert name_at(reading, "him") == "Joe Biden"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        # Whom the article introduces so, before his name or behind it.
        ("Bo Bell, the mayor of Fort Lee, met Cy Cole, a retired teacher. The Fort Lee mayor spoke.", "mayor", "Bo Bell"),
        ("Mayor Bo Bell of Fort Lee met Cy Cole. Fort Lee's mayor refused to speak.", "mayor", "Bo Bell"),
        ("Bo Bell met Cy Cole, a retired teacher. The teacher spoke.", "teacher", "Cy Cole"),
        ("Republican nominee Ada Ames met Cy Cole, the Democrat, in Ohio. The GOP nominee spoke.", "nominee", "Ada Ames"),
        ("Bo Bell met Cy Cole, a retired teacher. The nurse spoke.", "nurse", ""),
        ("Bo Bell, the mayor of Fort Lee, met Cy Cole. The Springfield mayor spoke.", "mayor", ""),
        # Whom the registry knows so on the day.
        ("Mitch McConnell met Ada Ames. The majority leader was late.", "leader", "Mitch McConnell"),
        ("Joe Biden met Ada Ames. The former vice president was late.", "president", "Joe Biden"),
        ("Elizabeth Warren met Ada Ames. The Massachusetts Democrat was late.", "Democrat", "Elizabeth Warren"),
        ("Elizabeth Warren met Ada Ames. The Massachusetts Republican was late.", "Republican", ""),
        ("Donald Trump met Ada Ames. The union president was late.", "president", ""),
        ("Bernie Sanders met Ada Ames. She backs the Vermonter.", "Vermonter", "Bernie Sanders"),
        ("Bernie Sanders met Ada Ames. She backs the Nevadan.", "Nevadan", ""),
        ("Bernie Sanders, a native of Brooklyn, met Ada Ames. The Vermont native was late.", "native", "Bernie Sanders"),
        # Bodies.
        ("Ready for Hillary met the Sierra Club. Ada Ames spoke. Ready for Hillary paid. The group left.", "group", "Ready for Hillary"),
        ("Ada Ames read the Des Moines Register on Monday. The paper is old.", "paper", "Des Moines Register"),
        ("Kevin McCarthy met Ada Ames. The Republican Party voted. McCarthy spoke, and his party endorsed Bo Bell.", "party", "Republican Party"),
        ("Chuck Schumer met Ada Ames. The Republican Party voted. Schumer spoke, and his party endorsed Bo Bell.", "party", ""),
        ("Ada Ames met the Ohio Labor Assembly on Monday. The assembly endorsed Bo Bell.", "assembly", "Ohio Labor Assembly"),
        ("Ada Ames met the Ohio Labor Council on Monday. The assembly endorsed Bo Bell.", "assembly", ""),
        # Measures.
        ("Ada Ames wrote Initiative 9. Bo Bell and Cy Cole saw a farm bill die. Di Dunn likes the initiative.", "initiative", "Initiative 9"),
        ("The Iran nuclear deal is debated. Ada Ames opposes the deal.", "deal", "Iran nuclear deal"),
        ("Two bills fail: the farm bill and the tax bill. Ada Ames wrote the tax bill.", "tax bill", "tax bill"),
        ("Ada Ames opposes Neil Gorsuch's confirmation. Cy Cole supports the nomination.", "nomination", "Neil Gorsuch"),
    ],
)  # fmt: skip
def test_descriptions(text: str, words: str, name: str, make_reading: Make) -> None:
    assert name_at(make_reading(text, published="2017-03-01"), words) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # A candidate of the day before a namesake who is named once.
        (f"Clinton leads in Iowa. Bill Clinton campaigned on Monday. {LATER} Many voters like Clinton.", "Hillary Clinton"),
        (f"Hillary leads in Iowa. Bill Clinton campaigned on Monday. {LATER} Many voters like Clinton.", "Hillary Clinton"),
        # A namesake who is introduced first keeps the surname.
        ("Bill Clinton campaigned in Iowa on Monday. It rained. Clinton was tired.", "Bill Clinton"),
        ("Ned Sanders runs a farm in Iowa. It rained. Sanders was tired.", "Ned Sanders"),
    ],
)  # fmt: skip
def test_whose_surname_it_is(text: str, name: str, make_reading: Make) -> None:
    assert name_at(make_reading(text, published="2015-10-01"), name.split()[-1]) == name


def test_a_first_name_in_a_headline(make_reading: Make) -> None:
    reading = make_reading("Top Mayors Back Bernie Again\nBernie Sanders spoke in Ohio.", published="2020-02-01")
    assert name_at(reading, "Bernie", last=False) == "Bernie Sanders"


def test_a_list_of_names_is_no_headline(make_reading: Make) -> None:
    reading = make_reading("The list includes state Reps. Rafa Ames, Ryan Gill, Eddie Lund III and Oscar Long.")
    names = {member.name for member in reading.cast.members}
    assert names == {"Rafa Ames", "Ryan Gill", "Eddie Lund III", "Oscar Long"}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Buffy Wix, who runs for the assembly, spoke.", "Buffy Wix", MemberKind.PERSON),
        ("Ada Ames was endorsed by Oregon Right to Life on Monday.", "Oregon Right to Life", MemberKind.ORGANISATION),
        ("Justice Democrats endorsed Ada Ames on Monday.", "Justice Democrats", MemberKind.ORGANISATION),
        ("The Connecticut GOP endorsed Ada Ames on Monday.", "Connecticut GOP", MemberKind.ORGANISATION),
        ("Ada Ames voted for the First Step Act on Monday.", "First Step Act", MemberKind.MEASURE),
        ("Ada Ames spoke in Fort Lee on Monday.", "Fort Lee", MemberKind.PLACE),
        ("Ada Ames supports H.R. 1 and opposes NAFTA.", "NAFTA", MemberKind.MEASURE),
        ("Voters will decide on State Question 852 in May.", "State Question 852", MemberKind.MEASURE),
        ("Quorra Quiñones, a Democrat, is running for governor.", "Quorra Quiñones", MemberKind.PERSON),
        ("Ada Ames endorsed Lupe Diaz for governor. She said Diaz was late.", "Lupe Diaz", MemberKind.PERSON),
        ("Taco Bell paid Ann Bell on Monday, and Bell was glad.", "Taco Bell", MemberKind.ORGANISATION),
        ("Retired Air Force Col. Dom Salvi spoke to Ada Ames.", "Dom Salvi", MemberKind.PERSON),
        ("Ada Ames ran for Congress against Ellen Fogarty.", "Ellen Fogarty", MemberKind.PERSON),
        ("Ada Ames was endorsed by Lodge 12 and Local 400.", "Lodge 12", MemberKind.ORGANISATION),
        ("Ada Ames was endorsed by Kansans for the Unborn.", "Kansans for the Unborn", MemberKind.ORGANISATION),
        ("Iowa Democrats voted to endorse Ada Ames.", "Iowa Democrats", MemberKind.ORGANISATION),
        ("Moms for Liberty endorsed Ada Ames.", "Moms for Liberty", MemberKind.ORGANISATION),
        ("Everytown for Gun Safety endorsed Ada Ames.", "Everytown for Gun Safety", MemberKind.ORGANISATION),
        ("Ada Ames ran for Attorney General.", "Ada Ames", MemberKind.PERSON),
        ("The union endorsed Bob Ames for Lieutenant Governor.", "Bob Ames", MemberKind.PERSON),
    ],
)
def test_what_a_name_names(text: str, name: str, kind: MemberKind, make_reading: Make) -> None:
    assert (name, kind) in {(member.name, member.kind) for member in make_reading(text).cast.members}


def test_a_short_name_with_its_article_is_the_long_one(make_reading: Make) -> None:
    text = "The Berkshire Eagle endorsed Ada Ames on Monday. The Eagle said so in an editorial."
    assert name_at(make_reading(text), "The Eagle") == "Berkshire Eagle"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Everytown for Gun Safety has a list. In Ohio, Everytown has endorsed Ada Ames.", "Everytown", "Everytown for Gun Safety"),
        ("Republicans for Clinton met. Ada Ames said that Republicans are glad.", "Republicans", ""),
        # A first name is that of the one named last, not of him whom the article names first.
        (f"John Lund lost. {LATER} John Kerry ran. He said that John was late.", "John was", "John Kerry"),
        # A body's description may name a person besides.
        ("Harry Reid spoke. The Majority Fund PAC ran ads. The Reid-affiliated PAC backs Ada Ames.", "PAC", "Majority Fund PAC"),
    ],
)  # fmt: skip
def test_short_names(text: str, words: str, name: str, make_reading: Make) -> None:
    assert name_at(make_reading(text), words) == name


def test_a_native_of_no_state_is_no_governor_named_before(make_reading: Make) -> None:
    reading = make_reading("Ada Ames backed Wisconsin Gov. Scott Walker. The Long Island native was late.")
    assert name_at(reading, "The Long Island native") != "Scott Walker"


def test_partisans_of_a_state_are_a_crowd(make_reading: Make) -> None:
    cast = make_reading("Texas Democrats like Ada Ames.").cast
    assert MemberKind.ORGANISATION not in {member.kind for member in cast.members}


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Cy Cole spoke. In his speech on Monday, Bernie Sanders praised the town.", "his", "Bernie Sanders"),
        ("Tom Cole spoke. It was in his speech that Ada Ames was praised.", "his", "Tom Cole"),
        ("The farm bill is long. The farm bill is old. The farm bill is thick. Nobody sleeps. Ada Ames will oppose it.", "it", "farm bill"),
        ("“Tom Bell is strong, and I will support him,” Ada Ames said.", "him", "Tom Bell"),
        # What is voted on is sooner a measure than a body, in quoted words, too.
        ("The farm bill passed the House. Ada Ames voted for it.", "it", "farm bill"),
        ("The farm bill passed. “I'll vote for it on Monday,” Ada Ames said.", "it", "farm bill"),
        ("The Senate took up the farm bill. Ada Ames has yet to weigh in on it.", "it", "farm bill"),
        ("The Dayton Ledger likes the farm bill. Ada Ames runs ads against it.", "it", "farm bill"),
        # Whom a verb's subject names, as one of several, too, is not its object.
        ("Ada Ames spoke. Democrats like Di Dunn and Eva Eck, as well as Fay Fox, support her.", "her", "Ada Ames"),
        ("Beto O'Rourke met Tom Bell. O'Rourke said that he endorsed him.", "him", "Tom Bell"),
        # Whom one opposes another votes against.
        ("Ada Ames opposes Tom Bell. Sen. Bob Dale vowed to vote against him.", "him", "Tom Bell"),
    ],
)  # fmt: skip
def test_pronouns(text: str, words: str, name: str, make_reading: Make) -> None:
    assert name_at(make_reading(text), words) == name


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Voters will decide on Proposition 4, a $42 million school bond, in May. The bond is large.", "bond", "Proposition 4"),
        ("Proposition 4 is on the ballot. Ada Ames likes the measure.", "measure", "Proposition 4"),
        ("Issue 2, a tax levy, is on the ballot. Ada Ames likes the levy.", "levy", "Issue 2"),
    ],
)  # fmt: skip
def test_descriptions_of_measures(text: str, words: str, name: str, make_reading: Make) -> None:
    assert name_at(make_reading(text), words) == name
