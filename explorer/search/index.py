"""The search engine over documents: Tantivy in memory, rapidfuzz for the words that it does not know.

It knows neither request nor database. An index never changes: another state of the content gets another index.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import tantivy
from rapidfuzz import process
from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import WRatio
from tantivy import Filter, Occur, Query, TextAnalyzerBuilder, Tokenizer

from .documents import Document, Kind

LONGEST_QUERY = 100  # characters
MOST_WORDS = 12  # of a query that are looked at
MOST_HITS = 200
MOST_COMPLETIONS = 200  # words that a beginning may grow into
LIKELY_NAMES = 60  # looked at closely for near names

# How much a match counts, before the document's own weight.
LINE_NAME, LINE_WORDS = 16.0, 13.5  # the query is its name, or a line of its words
EVEN_NAME, EVEN_WORDS = 11.0, 10.5  # the same but for the plural: 'registered nurse'
STEMS_NAME, STEMS_WORDS = 11.0, 10.5  # the same but for all endings: 'fixing cars'
ONE_STEM_NAME, ONE_STEM_WORDS = 4.0, 3.5  # so if it is one word: 'animation' and 'animals' have one stem
CORE_NAME, CORE_WORDS = 9.0, 8.0  # the same without what everybody types around it: 'i want to work with animals'
LAST_WORD_NAME, LAST_WORD_WORDS = 6.0, 4.5  # one of these lines is what has been typed, its last word completed
LINE_START_NAME, LINE_START_WORDS = 3.0, 2.0  # one of these lines goes on behind that
PHRASE_IN_NAME = 3.0
IN_NAME = 0.5  # a word found there, times its rarity (BM25: about 2 to 9)
IN_WORDS, IN_TITLES, IN_TEXT = 2.0, 1.2, 0.7  # a word found there
SAME_IN_NAME, SAME_IN_WORDS = (
    1.5,
    0.7,
)  # more, if it is the same word and not only of the same stem (hospital, hospitality)
START_IN_NAME, START_IN_WORDS = 1.6, 1.0  # a word there that begins with it
MEANS_HELP = 8.0  # a sentence of mostly the words of a signpost

# How near a misspelled word must come to a known one: 1 is the same, 0 has no letter in common.
NEAR_ENOUGH = 0.66
SHORTEST_MISSPELLED = 5  # letters: a shorter word is near to many others
SAME_FIRST_LETTER_UP_TO = 6  # letters: few misspell the first one, and short words differ by little else
NEAREST_NAMES = 62  # of 100, for names offered when nothing is found

# What people type around what they mean. Without them "i want to work with animals" asks for animals.
_AROUND = (
    "a about an and are as at be become becoming being can career careers could do does doing field for get good "
    "have how i id if im in into is job jobs kind kinds like likes liking lot love make me my need needs of on or "
    "person really related should so some someone something stuff that the their them things to type types useful "
    "wanna want what when where which who with work worker workers working works would you your"
)
STOP_WORDS = frozenset(_AROUND.split())

_SIMPLE = Tokenizer.simple
PLAIN = TextAnalyzerBuilder(_SIMPLE()).filter(Filter.lowercase()).filter(Filter.ascii_fold()).build()
STEMS = (
    TextAnalyzerBuilder(_SIMPLE())
    .filter(Filter.lowercase())
    .filter(Filter.ascii_fold())
    .filter(Filter.stemmer("english"))
    .build()
)
GRAMS = TextAnalyzerBuilder(Tokenizer.ngram(3, 3, False)).filter(Filter.lowercase()).filter(Filter.ascii_fold()).build()


@dataclass(frozen=True)
class Hit:
    """A document that was found."""

    document: Document
    score: float


@dataclass(frozen=True)
class Found:
    """The answer to a query."""

    hits: list[Hit]  # best first
    total: int  # of all hits, also of those beyond MOST_HITS
    terms: tuple[str, ...] = ()  # stems that count as a match, to be marked
    start: str = ""  # the beginning of a word that counts as a match
    corrections: tuple[tuple[str, str], ...] = ()  # (as typed, as understood)
    is_partial: bool = False  # only some of the words were found


# Names that are words by their punctuation: what they look like, the one word that they are here, other spellings.
_PUNCTUATED = tuple(
    (re.compile(pattern, re.IGNORECASE), word, others)
    for pattern, word, others in (
        (r"(?<!\w)([a-z])\+\+(?!\w)", r"\1plusplus", (r"\1 plus plus", r"\1pp")),  # C++
        (r"(?<!\w)([a-z])\+(?!\w|\+)", r"\1plus", (r"\1 plus",)),  # A+
        (r"(?<!\w)([a-z])#(?!\w)", r"\1sharp", (r"\1 sharp",)),  # C#
        (r"\.net(?!\w)", r" dotnet", (r" dot net", r" net")),  # .NET, ASP.NET
        (
            r"(?<!\w)([a-z]{1,3})&([a-z]{1,3})(?!\w)",
            r"\1and\2",
            (r"\1 and \2", r"\1\2", r"\1n\2", r"\1 \2"),
        ),  # R&D, AT&T
        (r"(?<!\w)([a-z]) (?:&|and) ([a-z])(?!\w)", r"\1and\2", (r"\1\2", r"\1n\2", r"\1 \2")),  # R & D
        (r"(?<!\w)(k) ?[-‐-―] ?(\d{1,2})(?!\w)", r"\1\2", (r"\1 \2",)),  # K–12
        (r"(?<!\w)([a-z])['’]([a-z]{3,})", r"\1\2", (r"\1 \2",)),  # O'Brien
    )
)


# Nearly no text has one of them: one look for all is quicker than one for each.
_MAY_BE_PUNCTUATED = re.compile(
    r"(?<!\w)[a-z](?:[+#'’]| & | and [a-z](?!\w)| ?[-‐-―] ?\d)|[a-z]&[a-z]|\.net(?!\w)", re.IGNORECASE
)


def normalize(text: str) -> str:
    """Letters as one form of each, apostrophes gone: 'I’m' and 'im' are the same word, 'C++' and 'R&D' one each."""
    text = unicodedata.normalize("NFKC", text)
    if _MAY_BE_PUNCTUATED.search(text):
        for pattern, word, _others in _PUNCTUATED:
            text = pattern.sub(word, text)
    return re.sub(r"['’‘`´]", "", text)


def _other_spellings(line: str) -> list[str]:
    """'R&D manager' -> ['R and D manager', 'RD manager', ...]: as people write it who leave the signs out."""
    line = unicodedata.normalize("NFKC", line)
    found = [line]
    if not _MAY_BE_PUNCTUATED.search(line):
        return []
    for pattern, _word, others in _PUNCTUATED:
        if pattern.search(line):
            found += [pattern.sub(other, line) for other in others]
    return found[1:]


def _singular(word: str) -> str:
    """'animals' and 'animal' are one word, 'batteries' and 'battery' too; 'business' stays."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


class SearchIndex:
    def __init__(self, documents: Iterable[Document]):
        self.documents = list(documents)
        self._schema = _schema()
        index = tantivy.Index(self._schema)
        index.register_tokenizer("plain", PLAIN)
        index.register_tokenizer("stems", STEMS)
        index.register_tokenizer("grams", GRAMS)
        index.register_tokenizer("spaces", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
        writer = index.writer(heap_size=60_000_000, num_threads=1)
        for number, document in enumerate(self.documents):
            writer.add_document(_fields(number, document))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def search(self, text: str, kind: Kind | None = None) -> Found:
        """Return the Found for what somebody has typed, which may be anything: of one kind alone if `kind` names it."""
        text = normalize(text)
        typed = PLAIN.analyze(text)[:MOST_WORDS]
        if not typed:
            return Found([], 0)
        content = [word for word in typed if word not in STOP_WORDS] or typed
        last = "" if text[-1:].isspace() else typed[-1]  # it may be the beginning of a word
        groups, corrections = self._understood(content, last)
        known = [group for group in groups if group[0]]
        wanted = [self._in_any_field(words, start) for words, start in known]
        is_partial = len(known) < len(groups)
        bonuses = [*self._whole_line(typed, content, corrections, last), *self._help(typed, content)]
        hits, total = self._hits(Occur.Must, wanted, bonuses, kind) if not is_partial else ([], 0)
        if not hits:
            is_partial = len(groups) > 1 or not known
            hits, total = self._hits(Occur.Should, wanted, bonuses, kind)
        starts = [start for words, start in known if start and words == [start]]
        return Found(
            hits=hits,
            total=total,
            terms=tuple(stem for words, _start in known for word in words for stem in STEMS.analyze(word)),
            start=starts[0] if starts else "",
            corrections=tuple(corrections),
            is_partial=is_partial,
        )

    def _understood(self, words, last):
        """What `words` may mean, as [([word, ...], beginning of a word or ''), ...]; and what was corrected."""
        groups, corrections = [], []
        for word in words:
            start = word if word == last else ""
            if self._knows(word, start):
                groups.append(([word], start))
                continue
            parts = self._parts_of(word)
            if not parts and set(self._meant_by(word)[:1]) & STOP_WORDS:
                continue  # a misspelled word that would not have counted
            groups += [([part], "") for part in parts] or [(self._meant_by(word), "")]
            meant = " ".join(parts) or " ".join(groups[-1][0][:1])
            corrections += [(word, meant)] if meant else []
        return groups, corrections

    def nearest(self, text: str, limit: int = 5) -> list[Document]:
        """The documents whose names are nearest to a query that finds nothing, best first."""
        text = normalize(text)
        grams = list(dict.fromkeys(GRAMS.analyze(text)))
        if not grams:
            return []
        query = Query.boolean_query([(Occur.Should, Query.term_query(self._schema, "grams", gram)) for gram in grams])
        found = self._searcher.search(query, limit=LIKELY_NAMES)
        numbers = sorted(self._searcher.fast_field_values("number", [address for _score, address in found.hits]))
        near = process.extract(
            text,
            {number: self.documents[number].name for number in numbers},
            scorer=WRatio,
            processor=str.lower,
            limit=limit,
            score_cutoff=NEAREST_NAMES,
        )
        return [self.documents[number] for _name, _score, number in near]

    def _hits(self, occur, wanted, bonuses, kind):
        either = [*bonuses]
        if wanted:
            either.append(Query.boolean_query([(occur, query) for query in wanted]))
        query = Query.boolean_query([(Occur.Should, one) for one in either])
        if kind:
            of_kind = Query.const_score_query(Query.term_query(self._schema, "kind", kind.value), 0.0)
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, of_kind)])
        found = self._searcher.search(query, limit=MOST_HITS, weight_by_field="weight")
        numbers = self._searcher.fast_field_values("number", [address for _score, address in found.hits])
        scored = sorted(
            zip((round(score, 4) for score, _address in found.hits), numbers, strict=True),
            key=lambda hit: (-hit[0], hit[1]),
        )
        return [Hit(self.documents[number], score) for score, number in scored], found.count

    def _knows(self, word: str, start: str) -> bool:
        stem = STEMS.analyze(word)[0]
        return (
            any(self._searcher.doc_freq(field, stem) for field in ("name", "words", "titles", "text"))
            or any(self._searcher.doc_freq(field, word) for field in ("core_name", "core_words"))
            or bool(start and any(self._completions(field, start, 1) for field in ("plain_name", "plain_words")))
        )

    def _is_whole(self, word: str) -> bool:
        """Say whether what is being typed is a word already: then it is hardly the beginning of a longer one."""
        return any(self._searcher.doc_freq(field, _singular(word)) for field in ("same_name", "same_words"))

    def _completions(self, field: str, start: str, limit: int = MOST_COMPLETIONS) -> list[str]:
        return [term for term, _count in self._searcher.terms_with_prefix(field, start, limit=limit)]

    def _parts_of(self, word: str) -> list[str]:
        """The two known words that were written as one, or none."""
        vocabulary = self._vocabulary
        halves = ((word[:cut], word[cut:]) for cut in range(3, len(word) - 2))
        return next(([left, right] for left, right in halves if left in vocabulary and right in vocabulary), [])

    def _meant_by(self, word: str) -> list[str]:
        """The known words that a misspelled one could be, nearest first."""
        if len(word) < SHORTEST_MISSPELLED:
            return []
        off = int(len(word) * (1 - NEAR_ENOUGH)) + 1  # a word that is longer or shorter by more can't be near enough
        of_like_length = (self._by_length.get(length, ()) for length in range(len(word) - off, len(word) + off + 1))
        near = process.extract(
            word,
            list(chain.from_iterable(of_like_length)),
            scorer=OSA.normalized_similarity,
            score_cutoff=NEAR_ENOUGH,
            limit=8,
        )
        best = [
            (score + 0.08 * (term[0] == word[0]), term)
            for term, score, _key in near
            if term[0] == word[0] or len(word) > SAME_FIRST_LETTER_UP_TO
        ]
        best.sort(key=lambda one: (-one[0], one[1]))
        return [term for score, term in best if score >= best[0][0] - 0.04][:3]

    @cached_property
    def _vocabulary(self) -> set[str]:
        """The words of all names and lines of words, those of two letters and numbers left out."""
        terms = {term for field in ("plain_name", "plain_words") for term in self._completions(field, "", None)}
        return {term for term in terms if len(term) > 2 and not term.isdigit()} | STOP_WORDS

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        words = {}
        for word in sorted(self._vocabulary):
            words.setdefault(len(word), []).append(word)
        return words

    def _in_any_field(self, words: list[str], start: str) -> Query:
        """One of `words` somewhere in a document; it counts where it counts most."""
        ways = []
        for word in words:
            stem = STEMS.analyze(word)[0]
            ways += [
                Query.boost_query(Query.term_query(self._schema, "name", stem), IN_NAME),
                self._constant("words", [stem], IN_WORDS),
                self._constant("titles", [stem], IN_TITLES),
                self._constant("text", [stem], IN_TEXT),
                self._constant("core_name", [word], IN_WORDS),  # 'x ray' written as one
                self._constant("core_words", [word], IN_WORDS),
            ]
        if start:
            share = 0.5 if self._is_whole(start) else 1.0
            for field, score in (("plain_name", START_IN_NAME), ("plain_words", START_IN_WORDS)):
                ways.append(self._constant(field, self._completions(field, start), share * score))
        anywhere = Query.disjunction_max_query(ways, tie_breaker=0.1)
        singular = [_singular(word) for word in words]
        return Query.boolean_query(
            [
                (Occur.Must, anywhere),
                (Occur.Should, self._constant("same_name", singular, SAME_IN_NAME)),
                (Occur.Should, self._constant("same_words", singular, SAME_IN_WORDS)),
            ]
        )

    def _whole_line(self, typed, content, corrections, last) -> list[Query]:
        """What counts more than words here and there: the query is a name or a line of words, or the start of one."""
        meant = dict(corrections)
        lines = sorted({" ".join(typed), " ".join(meant.get(word, word) for word in typed)})
        cores = sorted({" ".join(meant.get(word, word) for word in content), "".join(content)})
        even = [" ".join(map(_singular, line.split())) for line in lines]
        stems = [" ".join(STEMS.analyze(line)) for line in lines]
        stems_name, stems_words = (STEMS_NAME, STEMS_WORDS) if len(typed) > 1 else (ONE_STEM_NAME, ONE_STEM_WORDS)
        ways = (
            ("line_name", lines, LINE_NAME),
            ("line_words", lines, LINE_WORDS),
            ("even_name", even, EVEN_NAME),
            ("even_words", even, EVEN_WORDS),
            ("stems_name", stems, stems_name),
            ("stems_words", stems, stems_words),
            ("core_name", cores, CORE_NAME),
            ("core_words", cores, CORE_WORDS),
        )
        queries = [Query.disjunction_max_query([self._constant(*way) for way in ways], tie_breaker=0.0)]
        for field, last_word, start in (
            ("line_name", LAST_WORD_NAME, LINE_START_NAME),
            ("line_words", LAST_WORD_WORDS, LINE_START_WORDS),
        ):
            begun = self._completions(field, " ".join(typed) + ("" if last and not self._is_whole(last) else " "))
            whole = [line for line in begun if line.count(" ") == len(typed) - 1]
            ways = [self._constant(field, begun, start), self._constant(field, whole, last_word)]
            queries.append(Query.disjunction_max_query(ways, tie_breaker=0.0))
        stems = [stem for word in content for stem in STEMS.analyze(meant.get(word, word))]
        if len(stems) > 1:
            phrase = Query.phrase_query(self._schema, "name", stems, slop=1)
            queries.append(Query.const_score_query(phrase, PHRASE_IN_NAME))
        return queries

    def _help(self, typed, content) -> list[Query]:
        """A sentence that is mostly made of a signpost's words, the small ones included, asks for what it leads to."""
        if len(typed) < 3:
            return []
        here = {word: Query.term_query(self._schema, "words", STEMS.analyze(word)[0]) for word in typed}
        mostly = Query.boolean_query(
            [(Occur.Should, query) for query in here.values()], minimum_number_should_match=-(-len(here) * 4 // 5)
        )
        means_it = [(Occur.Must, here[word]) for word in set(content) & here.keys()]  # 'teach' is no word of the quiz
        is_signpost = (Occur.Must, Query.term_query(self._schema, "kind", Kind.SIGNPOST.value))
        both = Query.boolean_query([is_signpost, (Occur.Must, mostly), *means_it])
        return [Query.const_score_query(both, MEANS_HELP)]

    def _constant(self, field: str, terms: list[str], score: float) -> Query:
        if not terms:
            return Query.empty_query()
        if len(terms) == 1:  # a set costs many times as much
            return Query.const_score_query(Query.term_query(self._schema, field, terms[0], "basic"), score)
        return Query.const_score_query(Query.term_set_query(self._schema, field, terms), score)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", fast=True)
    builder.add_float_field("weight", fast=True)
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    for field in ("name", "words", "titles", "text"):
        builder.add_text_field(field, tokenizer_name="stems")
    for field in ("plain_name", "plain_words"):
        builder.add_text_field(field, tokenizer_name="plain", index_option="basic")
    for field in ("same_name", "same_words"):
        builder.add_text_field(field, tokenizer_name="spaces", index_option="basic")
    builder.add_text_field("grams", tokenizer_name="grams", index_option="basic")
    for field in (
        "even_name",
        "even_words",
        "stems_name",
        "stems_words",
        "core_name",
        "core_words",
        "line_name",
        "line_words",
    ):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _fields(number: int, document: Document) -> tantivy.Document:
    fields = tantivy.Document()
    fields.add_unsigned("number", number)
    fields.add_float("weight", 2**document.weight - 2)  # Tantivy multiplies a score by log2(2 + this)
    fields.add_text("kind", document.kind.value)
    names = [name for name in (document.name, document.short) if name]
    words = [*document.words, *(line for name in (*names, *document.words) for line in _other_spellings(name))]
    for field, lines in (("name", names), ("words", words)):
        for line in map(normalize, lines):
            plain, stems = PLAIN.analyze(line), STEMS.analyze(line)
            core = [word for word in plain if word not in STOP_WORDS]
            fields.add_text(field, line)
            fields.add_text(f"plain_{field}", line)
            fields.add_text(f"line_{field}", " ".join(plain))
            fields.add_text(f"stems_{field}", " ".join(stems))
            even = " ".join(map(_singular, plain))
            fields.add_text(f"same_{field}", even)
            fields.add_text(f"even_{field}", even)
            for written in {" ".join(core), "".join(core)} - {""}:
                fields.add_text(f"core_{field}", written)
    fields.add_text("grams", normalize(document.name))
    for title in document.titles:
        for line in (title, *_other_spellings(title)):
            fields.add_text("titles", normalize(line))
    fields.add_text("text", normalize(f"{document.text} {document.more}"))
    return fields
