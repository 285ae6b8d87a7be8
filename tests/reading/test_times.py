from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language

from onrecord.model import Article
from onrecord.reading.clauses import parse
from onrecord.reading.times import Times, find_times


@pytest.fixture(scope="module")
def times_of(nlp: Language, make_article: Callable[..., Article]) -> Callable[..., Times]:
    def find(text: str, published: str = "2024-07-24") -> Times:
        article = make_article(text, published=published)
        return find_times(article, parse(article, nlp))

    return find


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Ames endorsed Bell on Tuesday.", "2024-07-23"),
        ("Ames endorsed Bell on Wednesday.", "2024-07-24"),
        ("Ames will speak on Friday.", "2024-07-26"),
        ("Ames spoke yesterday.", "2024-07-23"),
        ("Ames speaks today.", "2024-07-24"),
        ("Ames endorsed Bell last month.", "2024-06"),
        ("Ames endorsed Bell in 2012.", "2012"),
        ("Ames endorsed Bell on July 3.", "2024-07-03"),
        ("Ames endorsed Bell on Nov. 3, 2016.", "2016-11-03"),
        ("They will vote in early August.", "2024-08"),
        ("Ames said so in March 2020.", "2020-03"),
        ("Ames endorsed her hours after Biden exited the race.", "2024-07-21"),
        ("Ames left two days ago.", "2024-07-22"),
        ("Ames spoke two weeks ago.", "2024-07"),
        ("Early voting begins Saturday.", "2024-07-27"),
        ("The vote is on Friday.", "2024-07-26"),
        ("He says that Ames spoke Friday.", "2024-07-19"),
        ("Ames endorsed Bell on Friday.", "2024-07-19"),
        ("Ames is expected in Iowa before leaving on Sunday.", "2024-07-28"),
        ("The convention in September was moved.", "2024-09"),
        ("Ames spoke in September.", "2023-09"),
    ],
)
def test_a_day_is_told_by_the_day_of_publication(text: str, date: str, times_of: Callable[..., Times]) -> None:
    assert [mention.date for mention in times_of(text).mentions] == [date]


@pytest.mark.parametrize("text", ["Ames may win.", "Ames, 42, waits.", "She won 2016 votes and a monday.", ""])
def test_no_time_is_told(text: str, times_of: Callable[..., Times]) -> None:
    assert times_of(text or ".").mentions == ()


@pytest.mark.parametrize("text", ["Ames spoke on Tuesday.", "Ames spoke yesterday.", "Ames spoke last month."])
def test_without_a_day_of_publication_relative_days_stay_open(text: str, times_of: Callable[..., Times]) -> None:
    assert [mention.date for mention in times_of(text, "").mentions] == [""]
    assert times_of(text, "").day_of(0, 4) == ""


def test_an_event_of_the_contest_moves_the_day(times_of: Callable[..., Times]) -> None:
    times = times_of("The rally is a week after Election Day.", "2016-11-04")
    assert [mention.date for mention in times.mentions] == ["2016-11-15"]


def test_the_day_of_an_act_is_the_nearest_in_its_sentence(times_of: Callable[..., Times]) -> None:
    text = "Cole spoke on Monday. Ames endorsed Bell on Tuesday and will vote in November."
    times = times_of(text)
    assert times.day_of(text.index("Ames"), text.index("Bell")) == "2024-07-23"
