from __future__ import annotations

import pytest

from onrecord.article import build_article, find_outlets, known_outlets
from onrecord.article.outlets import by_domain, named
from onrecord.errors import ArticleError
from onrecord.model import Article, BlockKind, Document


def article_of(text: str, **hints: str) -> Article:
    return build_article(Document(source="a.txt", media_type="text/plain", content=text.encode(), **hints))


@pytest.mark.parametrize(
    ("line", "origin"),
    [
        ("The post Ames stays neutral appeared first on NBC News.", "NBC News"),
        ("Read the original article on Business Insider", "Business Insider"),
        ("This article originally appeared on USA TODAY: Ames stays neutral", "USA Today"),
        ("The post is vacant, and Ames appeared first on the list.", ""),
    ],
)
def test_origin(line: str, origin: str) -> None:
    assert article_of(f"Ada Ames stays neutral, she said.\n{line}").origin == origin


def test_the_original_headline_is_recovered() -> None:
    article = article_of("COLUMBUS, Ohio — Ada Ames spoke.\nThe post Ames stays neutral appeared first on NBC News.")
    assert article.title == "Ames stays neutral"
    assert article.dateline == "COLUMBUS, Ohio"


def test_a_printed_title_is_not_repeated() -> None:
    text = "Ames stays neutral\n\nAda Ames stays neutral."
    assert article_of(text, title="Ames  stays neutral").text == text
    other = article_of(text, title="Bell wins")
    assert other.text.startswith("Bell wins\n\nAmes stays")
    assert next(block.kind for block in other.blocks) is BlockKind.TITLE


@pytest.mark.parametrize(
    ("sentence", "cites"),
    [
        ("Ames told The Hill that she would wait.", ("The Hill",)),
        ("According to the Washington Post, Ames waits.", ("The Washington Post",)),
        ("Politico reported on Monday that Ames waits.", ("Politico",)),
        ("Ames crossed the hill by time and slate.", ()),
        ("Ames, once an editor of The Hill, waits.", ()),
    ],
)
def test_cited_outlets(sentence: str, cites: tuple[str, ...]) -> None:
    assert article_of(sentence).cites == cites


def test_outlet_from_the_address() -> None:
    article = article_of("Ames waits.", url="https://edition.cnn.com/2016/ames")
    assert article.outlet == "CNN"
    assert by_domain("blog.example") == ""


def test_outlets_are_many_and_names_unique() -> None:
    names = [outlet.name for outlet in known_outlets()]
    assert len(names) >= 300
    assert len(names) == len(set(names))
    assert named("the new york times") == "The New York Times"
    assert [name for *_, name in find_outlets("He told CBS News and the Los Angeles Times.", 0, 42)] == [
        "CBS News",
        "Los Angeles Times",
    ]


@pytest.mark.parametrize(
    ("content", "hint", "message"),
    [
        (b"", "", "no text"),
        (b"  \n ", "", "no text"),
        (b"\x89PNG\0\0\0", "", "binary"),
        (b"Ames waits.", "Tuesday", "is no date"),
    ],
)
def test_bad_documents_say_what_is_wrong(content: bytes, hint: str, message: str) -> None:
    with pytest.raises(ArticleError, match=message):
        build_article(Document(source="a.txt", media_type="text/plain", content=content, published=hint))


def test_a_page_gives_text_and_hints() -> None:
    paragraph = "Ada Ames, the mayor of Springfield, said on Tuesday that she would back Bo Bell for governor. " * 4
    page = f"""<html><head><title>Ames backs Bell</title><meta property="og:site_name" content="The Gazette">
    <script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle",
    "headline": "Ames backs Bell", "datePublished": "2024-07-23T09:00:00Z"}}</script></head>
    <body><article><h1>Ames backs Bell</h1><p>{paragraph}</p><p>{paragraph}</p></article></body></html>"""
    article = build_article(Document(source="a.html", media_type="text/html", content=page.encode()))
    assert article.published == "2024-07-23"
    assert article.title == "Ames backs Bell"
    assert article.outlet == "The Gazette"
    assert "would back Bo Bell" in article.text
