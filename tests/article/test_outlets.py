from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord.article import known_outlets, outlets
from onrecord.article.outlets import by_domain, find_outlets, named, owner_of
from onrecord.errors import ConfigError

Own = Callable[[str], None]
HEAD = "name,other,domains,owner\n"


def forget() -> None:
    for one in (known_outlets, outlets._forms, outlets._domains, outlets._owners, outlets._pattern):
        one.cache_clear()


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Own]:
    """Writes a user's outlets.csv."""

    def write(text: str) -> None:
        (tmp_path / "outlets.csv").write_text(text, encoding="utf-8")
        forget()

    monkeypatch.setenv("ONRECORD_REGISTRY", str(tmp_path))
    yield write
    forget()


def test_there_are_three_hundred_outlets_and_most_have_an_owner() -> None:
    found = known_outlets()
    assert len(found) == len({one.name for one in found}) >= 300
    assert sum(bool(one.owner) for one in found) > 0.8 * len(found)
    domains = [domain for one in found for domain in one.domains]
    assert len(domains) == len(set(domains))


@pytest.mark.parametrize(
    ("form", "owner"),
    [
        ("The Kansas City Star", "McClatchy (Chatham Asset Management)"),
        ("WSJ", "Dow Jones (News Corp)"),
        ("CNN", "Warner Bros. Discovery"),
        ("The Herald of Utopia", ""),
        ("", ""),
    ],
)
def test_whose_an_outlet_is(form: str, owner: str) -> None:
    assert owner_of(form) == owner


def test_a_users_outlets_go_before_the_packaged_ones(own: Own) -> None:
    before = len(known_outlets())
    own(
        f"# ours\n{HEAD}The Times of Utopia,The Times|ToU,times.example|thetimes.co.uk,Ames Press\n"
        "CNN,Cable News,cnn.com,Bell & Sons\n"
    )
    assert len(known_outlets()) == before + 1
    assert (named("ToU"), named("The Times"), named("Cable News")) == (
        "The Times of Utopia",
        "The Times of Utopia",
        "CNN",
    )
    assert (by_domain("www.times.example"), by_domain("thetimes.co.uk")) == ("The Times of Utopia",) * 2
    assert (owner_of("ToU"), owner_of("CNN")) == ("Ames Press", "Bell & Sons")
    text = "So the Cable News and ToU reported."
    assert [name for _, _, name in find_outlets(text, 0, len(text))] == ["CNN", "The Times of Utopia"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "name,other,domains\nA,,a.example\n",
            r"outlets\.csv: the columns are name, other, domains; they must be .*owner",
        ),
        ("", "the columns are none"),
        (HEAD + "A,,a.example,Ames, Inc.\n", r"line of 'A' has cells beyond the last column: +Inc\.; put .* in double"),
    ],
)
def test_a_users_file_of_another_form_is_refused(own: Own, text: str, says: str) -> None:
    own(text)
    with pytest.raises(ConfigError, match=says):
        known_outlets()
