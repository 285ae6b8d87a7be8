"""Reading: sentences, the cast, who said what, when. `read` is the door."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from onrecord.model import Article, BlockKind
from onrecord.reading.attributions import Attribution, find_attributions
from onrecord.reading.clauses import load_parser, parse
from onrecord.reading.people import Cast, find_cast
from onrecord.reading.tagger import Tagged, load_tagger
from onrecord.reading.times import Times, find_times

#: Blocks that open an article, its title among them.
_OPENING = 4

__all__ = ["Attribution", "Cast", "Reading", "Times", "load_parser", "read"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader knows of an article before he writes an entry.

    `doc` is the parse of `article.readable()`, at the article's own offsets; `tagged` what the trained tagger left.
    """

    article: Article
    doc: Doc
    cast: Cast
    attributions: tuple[Attribution, ...]
    times: Times
    tagged: Tagged

    @property
    def news_day(self) -> str:
        """The day that the opening of the article reports on, or ""."""
        return self.times.news_day(self.opening)

    @property
    def opening(self) -> int:
        """The character where the blocks that open the article end."""
        blocks = [block for block in self.article.blocks if block.kind is not BlockKind.FURNITURE][:_OPENING]
        return blocks[-1].end if blocks else 0


def read(article: Article, nlp: Language) -> Reading:
    """Parse the article, then find its cast, its attributions and its times."""
    doc = parse(article, nlp)
    cast = find_cast(article, doc)
    tagged = load_tagger().tag(article.readable())
    return Reading(
        article=article,
        doc=doc,
        cast=cast,
        attributions=find_attributions(article, doc, cast, tagged),
        times=find_times(article, doc),
        tagged=tagged,
    )
