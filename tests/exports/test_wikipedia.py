"""Wikitext, read back by mwparserfromhell as a bot that collects endorsements would."""

from __future__ import annotations

import html
import io

import mwparserfromhell
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mwparserfromhell.nodes import Template
from sqlalchemy.engine import Connection

from onrecord.exports import FORMATS
from onrecord.exports.endorsers import GROUPS, endorser, runs_for
from onrecord.exports.wikipedia import cite, escaped
from onrecord.registry import load_registry
from onrecord.reports import View
from tests.exports.conftest import FIRST, Exported

DAY = "2024-10-05"


def boxes(wikitext: bytes) -> dict[str, Template]:
    """The boxes by title."""
    parsed = mwparserfromhell.parse(wikitext.decode())
    found = [one for one in parsed.filter_templates(recursive=False) if one.name.matches("Endorsements box")]
    assert "".join(str(node) for node in parsed.nodes if node not in found).strip() == ""
    return {str(one.get("title").value).strip(): one for one in found}


def lines(box: Template) -> dict[str, list[str]]:
    """The lines of a box by group, as a reader of the page sees them."""
    listed: dict[str, list[str]] = {}
    for line in str(box.get("list").value).strip().splitlines():
        if line.startswith("'''"):
            rows = listed.setdefault(line.strip("'"), [])
        else:
            assert line.startswith("* ")
            code = mwparserfromhell.parse(line.removeprefix("* "))
            for tag in code.filter_tags(matches=lambda node: node.tag == "ref"):
                code.remove(tag)
            rows.append(str(code.strip_code()))
    return listed


def test_a_box_lists_by_office_with_years_and_other_parties(exported: Exported) -> None:
    found = boxes(exported("wikipedia", view=View(as_of=DAY)))
    assert lines(found["Kamala Harris"]) == {
        "U.S. senators": ["Bernie Sanders, U.S. senator from Vermont (2007–present) (Independent)"],
        "U.S. representatives": ["Liz Cheney, U.S. representative from Wyoming (2017–2023) (Republican)"],
        "Labor unions": ["AFL-CIO"],
    }
    assert list(lines(found["Declined to endorse"])) == ["U.S. senators"]
    assert "Ada Ames" not in str(found)


def test_every_line_has_its_reference_and_each_article_is_cited_once(exported: Exported) -> None:
    (box, _) = boxes(exported("wikipedia")).values()
    refs = [tag for tag in box.get("list").value.filter_tags() if tag.tag == "ref"]
    assert len(refs) == 3
    assert [bool(tag.self_closing) for tag in refs] == [False, True, True]
    assert len({str(tag.get("name").value) for tag in refs}) == 1
    (cited,) = mwparserfromhell.parse(str(refs[0].contents)).filter_templates()
    assert cited.name.matches("cite news")
    assert {str(param.name): str(param.value).strip() for param in cited.params} == {
        "title": "Sanders, Cheney for Harris",
        "url": "https://example.org/2",
        "work": "Demo Courier",
        "date": "September 25, 2024",
    }


def test_marks_in_a_masthead_do_no_harm() -> None:
    names = ("id", "title", "url", "outlet", "origin", "author", "published", "label")
    wikitext = cite({name: getattr(FIRST, name) for name in names})
    (template,) = mwparserfromhell.parse(wikitext).filter_templates(recursive=False)
    assert str(template) == wikitext
    told = {str(param.name): str(param.value).strip() for param in template.params}
    assert list(told) == ["author", "title", "url", "work", "via", "date"]
    assert told["author"] == "Jo {{!}} Doe"
    assert told["url"] == "https://example.org/a?b=c%7Cd%20e&f=%7Eg"
    assert (told["work"], told["via"]) == ("NBC News", "The Gazette")
    assert html.unescape(told["title"].replace("{{!}}", "|")) == FIRST.title


@pytest.mark.parametrize(
    ("name", "kind", "group", "office"),
    [
        ("Joe Biden", "person", "Executive branch officials", "president of the United States (2021–present)"),
        ("Donald Trump", "person", "Executive branch officials", "president of the United States (2017–2021)"),
        ("Joe Manchin", "person", "U.S. senators", "U.S. senator from West Virginia (2010–present)"),
        ("Josh Shapiro", "person", "Statewide officials", "governor of Pennsylvania (2023–present)"),
        ("Karen Bass", "person", "Local officials", "mayor of Los Angeles, California (2022–present)"),
        ("Shawn Fain", "person", "Individuals", "union president (2023–present)"),
        ("Zoe Zander", "unknown", "Individuals", ""),
        ("Uncommitted National Movement", "unknown", "Organizations", ""),
        ("The Boston Globe", "newspaper", "Newspapers", ""),
        ("Working Families Party", "party", "Political parties", ""),
    ],
)
def test_endorsers_are_grouped(name: str, kind: str, group: str, office: str) -> None:
    known = load_registry().by_name(name, DAY)
    found = endorser(known[0].id if known else "local:x", name, kind, DAY)
    assert (found.group, found.office) == (group, office)
    assert found.group in GROUPS


def test_a_candidate_runs_for_a_party_that_need_not_be_his_own() -> None:
    assert runs_for(load_registry().by_name("Bernie Sanders")[0]) == "Democratic"


def test_the_demo_is_boxes_that_can_be_pasted(demo: Connection) -> None:
    out = io.BytesIO()
    FORMATS["wikipedia"].write(demo, out, contest="2024 president", view=View(as_of=DAY))
    found = boxes(out.getvalue())
    assert set(found) == {"Donald Trump", "Kamala Harris", "Declined to endorse"}
    assert (
        "Nancy Pelosi, U.S. representative from California (1987–present)"
        in lines(found["Kamala Harris"])["U.S. representatives"]
    )


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("{}[]|<>'~_&;#=*:\n ")))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    wikitext = f"{{{{cite news |title={escaped(text)} |work=x}}}}"
    parsed = mwparserfromhell.parse(wikitext)
    (template, *marks) = parsed.filter_templates()
    assert str(template) == wikitext
    assert {str(mark.name) for mark in marks} <= {"!"}
    value = template.get("title").value
    assert not [*value.filter_wikilinks(), *value.filter_tags(), *value.filter_comments(), *value.filter_headings()]
    assert html.unescape(str(value).replace("{{!}}", "&#124;")).strip() == " ".join(text.split())
