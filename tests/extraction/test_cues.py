from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest
from spacy.language import Language

from onrecord.entries import Stance
from onrecord.extraction.cues import FRAMES, load_cues
from onrecord.extraction.grammar import find_framed

CUES: list[dict[str, Any]] = tomllib.loads(files("onrecord.extraction").joinpath("cues.toml").read_text("utf-8"))["cue"]


def framed(nlp: Language, text: str) -> list[tuple[str, str, Stance]]:
    return [
        (one.holder.text, one.target.text if one.target else "", one.stance)
        for sentence in nlp(text).sents
        for one in find_framed(sentence)
    ]


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: "/".join(cue["words"]))
def test_a_cue_is_found_in_its_examples_and_in_no_counter_example(cue: dict[str, Any], nlp: Language) -> None:
    for text in cue["examples"]:
        found = framed(nlp, text)
        families = {Stance(cue["stance"]), Stance.ENDORSES} if cue["stance"] == "supports" else {Stance(cue["stance"])}
        target = "" if cue["frame"] == "apart" else "Bell"
        assert any((h, t) == ("Ames", target) and stance in families for h, t, stance in found), (text, found)
    for text in cue["not_examples"]:
        assert ("Ames", "Bell", Stance(cue["stance"])) not in framed(nlp, text), text


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Ada Ames has not endorsed Bo Bell.", Stance.WITHHOLDS),
        ("Ada Ames will not endorse Bo Bell.", Stance.DECLINES),
        ("Ada Ames refused to endorse Bo Bell.", Stance.DECLINES),
        ("Ada Ames stopped short of endorsing Bo Bell.", Stance.WITHHOLDS),
        ("Ada Ames will not vote for Bo Bell.", Stance.OPPOSES),
        ("Ada Ames rescinded her endorsement of Bo Bell.", Stance.WITHDRAWS),
        ("Ada Ames threw her support behind Bo Bell.", Stance.ENDORSES),
    ],
)
def test_what_governs_a_cue_turns_its_stance(text: str, stance: Stance, nlp: Language) -> None:
    assert ("Ames", "Bell", stance) in framed(nlp, text)


def test_an_act_held_back_is_a_holdout_on_whomever(nlp: Language) -> None:
    assert framed(nlp, "Ada Ames stopped short of an endorsement.") == [("Ames", "", Stance.WITHHOLDS)]


def test_lists_are_taken_apart(nlp: Language) -> None:
    found = framed(nlp, "Ada Ames, Cy Cole and Di Dunn endorsed Bo Bell.")
    assert {holder for holder, target, _ in found if target == "Bell"} == {"Ames", "Cole", "Dunn"}


def test_named_examples_of_a_group_hold_what_the_group_holds(nlp: Language) -> None:
    found = framed(nlp, "Other mayors, including Cy Cole and Di Dunn, have withdrawn their support for Bo Bell.")
    assert {("Cole", "Bell", Stance.WITHDRAWS), ("Dunn", "Bell", Stance.WITHDRAWS)} <= set(found)


def test_examples_behind_the_target_belong_to_the_group(nlp: Language) -> None:
    found = framed(nlp, "Twenty governors have endorsed Bo Bell, including Gavin Newsom and Cy Cole.")
    assert {("Newsom", "Bell", Stance.ENDORSES), ("Cole", "Bell", Stance.ENDORSES)} <= set(found)
    assert {target for _, target, _ in found} == {"Bell"}


def test_to_wish_that_one_beats_another_is_for_the_one_and_against_the_other(nlp: Language) -> None:
    found = framed(nlp, "Ada Ames hopes that Bo Bell will defeat Cy Cole.")
    assert set(found) == {("Ames", "Bell", Stance.SUPPORTS), ("Ames", "Cole", Stance.OPPOSES)}


def test_an_endorsement_not_made_is_a_holdout_on_the_race(nlp: Language) -> None:
    assert ("Ames", "", Stance.WITHHOLDS) in framed(nlp, "Ada Ames has yet to make an endorsement.")


def test_coming_out_in_support_is_support(nlp: Language) -> None:
    assert ("Ames", "Bell", Stance.SUPPORTS) in framed(nlp, "Ada Ames came out in support of Bo Bell.")


def test_every_cue_has_a_frame() -> None:
    assert {cue.frame for cues in load_cues().cues.values() for cue in cues} == set(FRAMES)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ada Ames has spent millions opposing Bo Bell.", ("Ames", "Bell", Stance.OPPOSES)),
        ("Ada Ames will run television ads supporting Bo Bell.", ("Ames", "Bell", Stance.SUPPORTS)),
        ("Ada Ames endorsed two Democrats, Bo Bell and Cy Cole.", ("Ames", "Cole", Stance.ENDORSES)),
        ("Ada Ames is backing candidates who lost, such as Bo Bell.", ("Ames", "Bell", Stance.ENDORSES)),
        ("Voters like him, despite holdouts such as Ada Ames.", ("Ames", "", Stance.WITHHOLDS)),
        ("Twenty mayors have endorsed Bo Bell, including Ada Ames.", ("Ames", "Bell", Stance.ENDORSES)),
    ],
)
def test_whom_a_frame_names(text: str, wanted: tuple[str, str, Stance], nlp: Language) -> None:
    assert wanted in framed(nlp, text)


def test_who_speaks_to_groups_does_not_do_what_they_do(nlp: Language) -> None:
    assert ("Ames", "Bell", Stance.SUPPORTS) not in framed(nlp, "Ada Ames met groups supporting Bo Bell.")


def test_what_opens_a_text_names_no_examples(nlp: Language) -> None:
    assert framed(nlp, "As mayors, they endorsed candidates.") == [("they", "candidates", Stance.ENDORSES)]
