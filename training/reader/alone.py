"""A labelled sentence, with its context, read as an article of its own."""

from __future__ import annotations

from spacy.language import Language

from onrecord.extraction.parties import Party, find_party
from onrecord.model import Article, Block, BlockKind
from onrecord.reading import Reading
from onrecord.reading.attributions import find_attributions
from onrecord.reading.clauses import parse
from onrecord.reading.people import find_cast
from onrecord.reading.tagger import Tagged, Tagger
from onrecord.reading.times import find_times
from training.reader.corpora import Offsets, StanceSentence


def read_alone(sentence: StanceSentence, nlp: Language, tagger: Tagger | None = None) -> Reading:
    """The reading of the sentence's text; without a tagger it has no attributions."""
    block = Block(start=0, end=len(sentence.text), kind=BlockKind.PARAGRAPH)
    article = Article(text=sentence.text, blocks=(block,))
    doc = parse(article, nlp)
    cast = find_cast(article, doc)
    tagged = tagger.tag(sentence.text) if tagger else Tagged(text=sentence.text, attributions=(), windows=())
    return Reading(
        article=article,
        doc=doc,
        cast=cast,
        attributions=find_attributions(article, doc, cast, tagged) if tagger else (),
        times=find_times(article, doc),
        tagged=tagged,
    )


def party_at(reading: Reading, places: Offsets) -> Party | None:
    """The first party that one of the places mentions."""
    words = (reading.doc.char_span(*place, alignment_mode="expand") for place in places)
    return next((party for one in words if one is not None and (party := find_party(reading, one))), None)
