"""Word classes: what stands before a name, what bodies, places and measures are called, nouns for persons."""

from __future__ import annotations

import re

#: Words by which those who speak mean themselves: one, or several too.
FIRST_SINGULAR = frozenset("i me my mine myself".split())
FIRST_PERSON = FIRST_SINGULAR | frozenset("we us our ours ourselves".split())
#: Titles stand before a name and do not belong to it.
TITLES = frozenset(
    "sen sens senator senators rep reps representative representatives congressman congresswoman gov govs governor "
    "governors lt lieutenant president presidents vice secretary secretaries attorney general speaker leader leaders whip "
    "mayor mayors judge justice chief minister prime premier chancellor king queen prince princess pope rev reverend dr mr "
    "mrs ms miss mx sir lord dame prof professor gen col capt captain sgt maj adm admiral cmdr commander councilman "
    "councilwoman councilmember councilor alderman assemblyman assemblywoman assemblymember delegate commissioner chairman "
    "chairwoman chair chairs superintendent sheriff treasurer comptroller ambassador director deputy majority minority ex "
    "former candidate candidates nominee rapper actor actress singer comedian author pastor bishop archbishop cardinal rabbi "
    "imam father sister ranking coach u.s us state house senate cabinet first lady then strategist pollster activist "
    "economist billionaire host democrat republican independent libertarian progressive conservative democratic gop "
    "democrats republicans newcomer businessman businesswoman solicitor "
    "crooked sleepy crazy lyin' lyin’".split()
)
#: Titles that tell a gender.
COURTESY = {
    "mr": "M",
    "mrs": "F",
    "ms": "F",
    "miss": "F",
    "sir": "M",
    "dame": "F",
    "lord": "M",
    "congressman": "M",
    "congresswoman": "F",
    "councilman": "M",
    "councilwoman": "F",
    "chairwoman": "F",
    "actress": "F",
    "assemblyman": "M",
    "assemblywoman": "F",
    "king": "M",
    "queen": "F",
    "pope": "M",
    "father": "M",
}
#: Words of the names of bodies.
ORG_WORDS = frozenset(
    "academy action administration agency alliance america association associates authority bank board brotherhood bureau "
    "campaign caucus center centre chamber church citizens club coalition college commission committee commonwealth company "
    "conference congress convention corp corporation council court daily democrats department dispatch enquirer examiner "
    "express federation fellowship force forum foundation front fund gazette globe group guild herald inc inquirer initiative "
    "institute institution journal league ledger legion legislature llc llp local magazine media ministry mirror monitor "
    "movement network news newspaper observer office organization organisation pac pacs parliament partnership party "
    "patriots press project record register reporter republicans review senate society star study socialists sun syndicate "
    "teamsters telegraph television times today tribune trust union united university veterans voices watch women workers "
    "university school hospital firefighters teachers nurses police officers employees sentinel courier chronicle post "
    "constitution advocate leader machinists labor labour tories networks studios radio tv unions carpenters electricians "
    "republic bee argus museum library church".split()
)
#: Words of such names behind which "of", "for" and "and" lead on ("Friends of the Earth").
LINKED_HEADS = ORG_WORDS | frozenset(
    "americans people friends students mothers moms fathers families farmers black latino latinos concerned communications "
    "workers daughters sons sisters brothers priorities right students scientists physicians doctors patients heritage "
    "mayors voters house chamber progressives conservatives bank university college state city".split()
)
#: How names of towns begin.
PLACE_WORDS = frozenset(
    "fort san santa los las new north south east west mount lake saint st port el palm cape".split()
)
#: How names of towns and buildings end.
PLACE_ENDINGS = frozenset(
    "county city beach park springs hills island islands lake river valley heights square township avenue street hall center "
    "airport hotel arena stadium house tower building bridge university college school church hospital".split()
)
#: What stands before a place.
WHERE = frozenset("in at near to from of outside around across".split())
#: Treaties and bills that go by their letters.
PACTS = frozenset("NAFTA USMCA TPP TTIP JCPOA CAFTA AHCA BCRA ENDA VAWA DACA".split())
#: Bodies that one word names.
GOVERNING = frozenset("senate house congress gop pentagon treasury parliament".split())
NUMBERED_BILL = re.compile(r"(?:H\.? ?R|S|H\.? ?J\.? ?Res|S\.? ?J\.? ?Res|[AHS]\.?B|[AHS]F)\.? ?\d+", re.IGNORECASE)
#: How names of measures end, and what stands before their number.
ACTS = frozenset({"act", "treaty", "amendment"})
MEASURE_NUMBERED = frozenset(
    "proposition prop measure amendment initiative issue question referendum article resolution bill hr h.r s sb hb hjr sjr".split()
)
BEFORE_NUMBERED = frozenset("state ballot constitutional local county city".split())
#: What begins the lines of a list.
BULLETS = "•▪◦·*"
#: Words with a capital that name nobody.
NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december jan feb mar apr jun jul aug sept sep oct nov dec i i'm i'll i've i'd mr mrs ms dr sen rep gov "
    "yes no oh ok god advertisement photo photos read related share super tuesday christmas easter thanksgiving election day "
    "labor pac pacs".split()
)
#: First names that are words besides: a headline's capitals do not tell which.
WORDS_TOO = frozenset(
    "will bill mark grant rob chase pat drew jack may hope faith grace art sue frank rich dick gene dale rush chance josh "
    "ray bob bud guy lance miles peg penny rose ruby summer june april dawn joy mercy charity patience van wade max nick don "
    "gay christian ally major earl duke king dean sky hunter mason carter angel jean holly ivy iris victor tad chip buck".split()
)
#: Tags of the words that carry a name on.
CONTINUING = frozenset("NNP NNPS NN NNS JJ JJR FW VBG VBD VBN VB VBZ VBP RB RBR CD UH PRP$".split())
#: No name begins with one of these, nor goes on with it.
CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays "
    "sundays january february july august september october november december".split()
)
#: Small words within the names of bodies.
CONNECTORS = frozenset({"of", "for", "and", "&", "against", "to", "on", "in", "at", "the", "a"})
#: How names of campaign groups begin ("Ready for Hillary", "Right to Life").
OPENINGS = frozenset({("ready", "for"), ("right", "to"), ("citizens", "for"), ("women", "for"), ("veterans", "for")})
#: Small words within the names of persons.
PERSON_PARTICLES = frozenset(
    {"de", "del", "della", "la", "van", "von", "der", "den", "bin", "al", "el", "da", "du", "di"}
)
#: What NER calls names.
NAME_LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "WORK_OF_ART", "PRODUCT", "LAW", "EVENT", "NORP"})
#: Verbs of saying, by lemma.
SAYING = frozenset(
    "say tell add write tweet announce argue ask insist explain declare note continue call state warn vow pledge reply "
    "respond recall urge claim post admit acknowledge joke quip promise predict conclude think believe stress".split()
)
#: Reporting verbs that stand before their subject where a sentence opens.
SAID = frozenset({"said", "says", "added", "adds", "asked", "asks", "wrote", "writes", "tweeted", "tweets", "replied"})
#: Nouns for persons: by their ending, or one of these; and nouns that only end alike.
_PERSONS = re.compile(
    r".{2,}(?:[^m]ent|ant|[eo]r|ist|ian|man|woman|ee|ess|eur|crat)"
    r"|republican|libertarian|independent|incumbent|chief|head|wife|husband|son|daughter|brother|sister|father|mother|rival"
    r"|coach|judge|nurse|aide|ally|critic|host|star|veteran|native|hero|mogul|boss|champion|friend|pastor|priest|heir|lady"
    r"|justice|secretary|general|whip|executive|delegate|candidate|progressive|conservative|liberal|physician|surgeon|czar"
)
_THINGS = re.compile(
    r".*(?:ment|[bwt]sity)|(?:news)?paper|order|power|number|matter|letter|center|chapter|tower|river|quarter|border|offer|corner"
    r"|error|factor|floor|favor|labor|sector|career|dinner|winter|summer|water|other|another|whatever|either|neither|answer"
    r"|cover|disaster|trigger|manner|layer|barrier|weather|danger|november|december|september|october|event|percent|restaurant"
    r"|committee|fee|coffee|degree|guarantee|business|process|success|access|congress|press|mess|stress|list|tour|color|behavior"
    r"|spent|accent|extent|intent|content|accident|incident|precedent|talent|want|grant|war|bar|year|chamber|tier|poster|banner"
    r"|twitter|voter|supporter|member|charter|shelter|register|ladder|filter|chair"
)


def is_person(noun: str) -> bool:
    """Whether a common noun, in lower case, is one for a person.

    >>> [word for word in ("teacher", "nurse", "lobbyist", "newspaper", "agreement") if is_person(word)]
    ['teacher', 'nurse', 'lobbyist']
    """
    return bool(_PERSONS.fullmatch(noun)) and not _THINGS.fullmatch(noun)
