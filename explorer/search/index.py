"""The search engine over documents: Tantivy in memory.

It knows neither request nor database. An index never changes: another state of the content gets another index.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import dropwhile

import tantivy
from tantivy import Occur, Query, TextAnalyzerBuilder, Tokenizer

from .conditions import NEGATIONS, Conditions, combine
from .documents import Document, Kind
from .spelling import Spelling
from .words import (
    STOP_WORDS,
    content_of,
    family_of,
    is_common,
    is_english,
    normalize,
    other_spellings,
    singular,
    stem,
    words_of,
)

LONGEST_QUERY = 100  # characters
MOST_WORDS = 12  # of a query that are looked at
MOST_HITS = 200
LIST = "list"  # the other kind of a signpost that is a list of careers
MOST_COMPLETIONS = 200  # words that a beginning may grow into

# How much a match counts, before the document's own weight.
LINE = {"name": 16.0, "words": 13.5}  # the query is its name, or a line of its words
EVEN_LINE = {"name": 12.0, "words": 11.5}  # the same but for the plural: 'registered nurse'
STEM_LINE = {"name": 11.0, "words": 10.5}  # the same but for the endings: 'fixing cars'
CORE = {"name": 9.0, "words": 8.0}  # the same without what everybody types around it: 'i want to work with animals'
TITLE, EVEN_TITLE, TURNED_TITLE = 9.5, 8.5, 7.0  # it is a title that people use; but for plural; in another order
LAST_WORD = {"name": 6.0, "words": 4.5}  # one of these lines is what has been typed, its last word completed
LINE_START = {"name": 3.0, "words": 2.0}  # one of these lines goes on behind that
PHRASE_IN_NAME = 3.0
IN_NAME = 0.5  # a word found there, times its rarity (BM25: about 2 to 9)
IN_WORDS, IN_TITLES, IN_TEXT = 2.0, 1.2, 0.7  # a word found there
OF_FAMILY = 2.0  # another word of its family in the name: 'history' and 'historians'
START = {"plain_name": 1.6, "plain_words": 1.0, "titles": 0.7}  # a word there that begins with it
MEANS_HELP = 8.0  # a sentence of mostly the words of a signpost


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
    meant: str = ""  # the query with these: the hits are for it
    guesses: tuple[str, ...] = ()  # queries that may have been meant: then there are no hits
    is_partial: bool = False  # only some of the words were found
    listed: Document | None = None  # the list of careers that some of the words ask for
    is_negated: bool = False  # it asks to leave something out, which can't be done


class SearchIndex:
    def __init__(self, documents: Iterable[Document]):
        self.documents = list(documents)
        self._conditions = Conditions(self.documents)
        self._schema = _schema()
        index = tantivy.Index(self._schema)
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
        typed = words_of(text)[:MOST_WORDS]
        if not typed:
            return Found([], 0)
        last = "" if text[-1:].isspace() or self._is_whole(typed[-1]) else typed[-1]  # it may be a beginning
        corrections, guesses = self._meant_by(typed, last)
        if guesses:
            return Found([], 0, guesses=guesses)
        typed = [part for word in typed for part in corrections.get(word, word).split()]
        lists, rest = self._lists_in(typed)
        found = self._find(rest, last, kind) if rest and self._names_something(rest) else Found([], 0)
        if not found.hits:
            found = self._find(typed, last, kind)
            found = _led_by(lists, found) if lists and not kind else found
        elif lists:
            found = _fitting_first(combine(lists), found)
        if found.hits and found.hits[0].document.stands_alone:
            found = replace(found, hits=found.hits[:1], total=1)
        said = tuple((word, meant) for word, meant in corrections.items() if meant)
        return replace(found, start=last, corrections=said, meant=" ".join(typed) if said else "")

    def _lists_in(self, typed: list[str]) -> tuple[list[Document], list[str]]:
        """The lists of careers that a query asks for, and its other words; none if all together name an entry."""
        lists, rest = self._conditions.take_out(typed)
        rest = [word for word in rest if word not in STOP_WORDS]
        is_all = len(lists) > 1 and not rest
        return (lists, rest) if lists and (is_all or not self._names_something(typed)) else ([], [])

    def _names_something(self, typed: list[str]) -> bool:
        """Say whether an entry is called so: then no word of it is a condition, and no 'not' leaves anything out."""
        if self._is_line(typed):
            return True
        everywhere = [(Occur.Must, self._either(self._named(word, ""))) for word in content_of(typed)]
        signposts = self._term("kind", Kind.SIGNPOST.value)
        query = Query.boolean_query([*everywhere, (Occur.MustNot, signposts)])
        return bool(self._searcher.search(query, limit=1).hits)

    def _is_line(self, typed: list[str]) -> bool:
        """Say whether a query is a name or a line of words as it stands, or a title of several words."""
        is_title = len(typed) > 1 and self._searcher.doc_freq("line_titles", _singular(typed))
        return bool(is_title) or any(self._searcher.doc_freq(f"line_{field}", " ".join(typed)) for field in LINE)

    def _find(self, typed: list[str], last: str, kind: Kind | None) -> Found:
        content = content_of(typed)
        bonuses = [*self._whole_line(typed, content, last), *self._help(typed, content)]
        if NEGATIONS & set(typed) and not self._is_line(typed):
            negations = [self._constant("words", [word], IN_WORDS) for word in sorted(NEGATIONS.intersection(typed))]
            help_pages = self._signpost((Occur.Must, self._either(negations)))
            answers = [
                (Occur.Must, self._term("kind", Kind.LEARN.value)),
                (Occur.Must, self._part_of(content, [], last)),
            ]
            hits, total = self._hits([*bonuses, help_pages, Query.boolean_query(answers)], kind)
            return Found(hits, total, tuple(map(stem, content)), is_negated=not hits)
        known = [word for word in content if self._knows(word, last)]
        hits, total = [], 0
        if len(known) == len(content):
            everywhere = [(Occur.Must, self._in_any_field(word, last)) for word in known]
            hits, total = self._hits([self._no_list(Query.boolean_query(everywhere)), *bonuses], kind)
        is_partial = not hits and len(content) > 1
        if is_partial:
            hits, total = self._hits([self._no_list(self._part_of(content, known, last)), *bonuses], kind)
        return Found(hits, total, tuple(map(stem, known)), is_partial=is_partial)

    def _meant_by(self, typed: list[str], last: str) -> tuple[dict[str, str], tuple[str, ...]]:
        """{word as typed: what it was surely meant to be, '' if it does not count}, or the queries to ask about."""
        corrections = {}
        for word in typed:
            if word in STOP_WORDS or self._knows(word, last):
                continue
            if not is_english(word) and (parts := self._parts_of(word)):
                corrections[word] = parts
                continue
            guesses, is_sure = self._guess(word)
            if guesses and not is_sure:
                return {}, tuple(" ".join(guess if one == word else one for one in typed) for guess in guesses)
            if guesses:
                corrections[word] = "" if guesses[0] in STOP_WORDS else guesses[0]
        return corrections, ()

    def _hits(self, ways: list[Query], kind: Kind | None) -> tuple[list[Hit], int]:
        query = Query.boolean_query([(Occur.Should, one) for one in ways])
        if kind:
            of_kind = Query.const_score_query(self._term("kind", kind.value), 0.0)
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, of_kind)])
        found = self._searcher.search(query, limit=MOST_HITS, weight_by_field="weight")
        numbers = self._searcher.fast_field_values("number", [address for _score, address in found.hits])
        scored = sorted(
            zip((round(score, 4) for score, _address in found.hits), numbers, strict=True),
            key=lambda hit: (-hit[0], hit[1]),
        )
        return [Hit(self.documents[number], score) for score, number in scored], found.count

    def _knows(self, word: str, last: str) -> bool:
        return (
            any(
                self._searcher.doc_freq(field, stem(word))
                for field in ("name", "words", "text", "core_name", "core_words")
            )
            or self._searcher.doc_freq("titles", singular(word))
            or any(self._searcher.doc_freq("name", other) for other in family_of(word))
            or (word == last and any(self._completions(field, word, 1) for field in START))
        )

    def _is_whole(self, word: str) -> bool:
        """Say whether what is being typed is a word already: then it is not the beginning of another one."""
        is_here = any(self._searcher.doc_freq(field, stem(word)) for field in ("name", "words"))
        return is_here or (len(word) > 2 and is_common(word))

    def _completions(self, field: str, start: str, limit: int | None = MOST_COMPLETIONS) -> list[str]:
        return [term for term, _count in self._searcher.terms_with_prefix(field, start, limit=limit)]

    def _parts_of(self, word: str) -> str:
        """The two words that were written as one, if they stand side by side in a name or a line of words: or ''."""
        for cut in range(3, len(word) - 2):
            parts = [word[:cut], word[cut:]]
            if all(part in self._vocabulary for part in parts):
                stems = [stem(part) for part in parts]
                phrases = [Query.phrase_query(self._schema, field, stems) for field in ("name", "words")]
                if any(self._searcher.search(phrase, limit=1).hits for phrase in phrases):
                    return " ".join(parts)
        return ""

    @cached_property
    def _vocabulary(self) -> set[str]:
        """The words of all names and lines of words."""
        return {word for field in ("plain_name", "plain_words") for word in self._completions(field, "", None)}

    @cached_property
    def _spellings(self) -> tuple[Spelling, Spelling]:
        """That of titles is asked last: what is near to a word of a name stays so, however many titles there are."""
        return Spelling(self._vocabulary), Spelling(self._completions("titles", "", None))

    def _guess(self, word: str) -> tuple[list[str], bool]:
        """Return what `word` may have been meant to be, nearest first, and whether the first is sure."""
        found = (spelling.guess(word) for spelling in self._spellings)
        return next((one for one in found if one[0]), ([], False))

    def _in_any_field(self, word: str, last: str) -> Query:
        """`word` somewhere in a document; it counts where it counts most."""
        title = self._constant("titles", [singular(word)], IN_TITLES)
        text = self._constant("text", [stem(word)], IN_TEXT)
        return self._either([self._either([*self._named(word, last), text], 0.1), title])

    def _part_of(self, content: list[str], known: list[str], last: str) -> Query:
        """A name or a line of words that is a part of the query, or most of its words: fewer of them say nothing."""
        stems = [stem(word) for word in content]
        ways = []
        for length in range(1, len(stems)):
            parts = {" ".join(stems[start : start + length]) for start in range(len(stems) - length + 1)}
            lines = sorted(part for part in parts if len(part) > 1)
            ways += [self._constant(f"core_{field}", lines, CORE[field] * length / len(stems)) for field in CORE]
        named = [(Occur.Should, self._either(self._named(word, last))) for word in known]
        if len(named) > len(content) // 2:
            ways.append(Query.boolean_query(named, minimum_number_should_match=len(content) // 2 + 1))
        return self._either(ways)

    def _named(self, word: str, last: str) -> list[Query]:
        """The ways in which `word` may stand in the name or the words of a document."""
        ways = [
            Query.boost_query(self._term("name", stem(word)), IN_NAME),
            self._constant("words", [stem(word)], IN_WORDS),
            self._constant("core_name", [stem(word)], IN_WORDS),  # 'x ray' written as one
            self._constant("core_words", [stem(word)], IN_WORDS),
        ]
        family = [other for other in family_of(word) if self._searcher.doc_freq("name", other)]
        ways.append(self._constant("name", family, OF_FAMILY))
        for field, score in START.items() if word == last else ():
            ways.append(self._constant(field, self._completions(field, word), score))
        return ways

    def _whole_line(self, typed: list[str], content: list[str], last: str) -> list[Query]:
        """What counts more than words here and there: the query is a name or a line of words, or the start of one."""
        line, stems, one = " ".join(typed), " ".join(map(stem, typed)), " ".join(map(singular, typed))
        cores = sorted({" ".join(map(stem, content)), stem("".join(content))})
        whole, bonuses = [], []
        for field in ("name", "words"):
            whole += [
                self._constant(f"line_{field}", [line], LINE[field]),
                self._constant(f"line_{field}", [one, f"{one}s"], EVEN_LINE[field]),
                self._constant(f"stems_{field}", [stems], STEM_LINE[field]),
                self._constant(f"core_{field}", cores, CORE[field]),
            ]
            lines = self._completions(f"line_{field}", line if last else f"{line} ")
            ended = [one for one in lines if one.count(" ") == len(typed) - 1]
            begun = [
                self._constant(f"line_{field}", lines, LINE_START[field]),
                self._constant(f"line_{field}", ended, LAST_WORD[field]),
            ]
            bonuses.append(self._either(begun))
        bonuses.append(self._either([*whole, *self._whole_title(typed)]))
        if len(content) == 1:
            bonuses.append(self._constant("core_name", sorted(family_of(content[0])), LAST_WORD["name"]))
        if len(content) > 1:
            phrase = Query.phrase_query(self._schema, "name", [stem(word) for word in content], slop=1)
            bonuses.append(Query.const_score_query(phrase, PHRASE_IN_NAME))
        return bonuses

    def _whole_title(self, typed: list[str]) -> list[Query]:
        """The query is a title that people use, whatever stands in front of it: 'i want to be a fry cook'.

        One of a single word is no more than a word of a title: 'Assistant' and 'Owner' say little.
        """
        title = [*dropwhile(STOP_WORDS.__contains__, typed)]
        if len(title) < 2:
            return []
        return [
            self._constant("line_titles", [" ".join(title)], TITLE),
            self._constant("line_titles", [_singular(title)], EVEN_TITLE),
            self._constant("turned_titles", [_in_any_order(title)], TURNED_TITLE),
        ]

    def _help(self, typed: list[str], content: list[str]) -> list[Query]:
        """A sentence that is mostly made of a signpost's words, the small ones included, asks for what it leads to."""
        if len(typed) < 3:
            return []
        here = {word: self._term("words", stem(word)) for word in typed}
        mostly = Query.boolean_query(
            [(Occur.Should, query) for query in here.values()], minimum_number_should_match=-(-len(here) * 4 // 5)
        )
        means_it = [(Occur.Must, here[word]) for word in set(content) - NEGATIONS]  # 'teach' is no word of the quiz
        return [Query.const_score_query(self._signpost((Occur.Must, mostly), *means_it), MEANS_HELP)]

    def _no_list(self, query: Query) -> Query:
        """Lists of careers are found by whole lines: 'no sitting at a desk' is no list for 'sitting at a desk'."""
        return Query.boolean_query([(Occur.Must, query), (Occur.MustNot, self._term("kind", LIST))])

    def _signpost(self, *conditions: tuple[Occur, Query]) -> Query:
        """A page of this site that helps to find out, and is no list of careers."""
        kinds = [
            (Occur.Must, self._term("kind", Kind.SIGNPOST.value)),
            (Occur.MustNot, self._term("kind", LIST)),
        ]
        return Query.boolean_query([*kinds, *conditions])

    def _term(self, field: str, term: str) -> Query:
        return Query.term_query(self._schema, field, term)

    def _either(self, ways: list[Query], tie_breaker: float = 0.0) -> Query:
        return Query.disjunction_max_query(ways, tie_breaker=tie_breaker)

    def _constant(self, field: str, terms: list[str], score: float) -> Query:
        if not terms:
            return Query.empty_query()
        if len(terms) == 1:  # a set costs many times as much
            return Query.const_score_query(Query.term_query(self._schema, field, terms[0], "basic"), score)
        return Query.const_score_query(Query.term_set_query(self._schema, field, terms), score)


def _led_by(lists: list[Document], found: Found) -> Found:
    """The lists that a query asks for and nothing else, above what its words find."""
    combined = combine(lists)
    first = lists if combined in lists else [combined, *lists]
    others = [hit for hit in found.hits if hit.document not in lists]
    total = found.total - len(found.hits) + len(first) + len(others)
    return replace(found, hits=[*(Hit(one, 0.0) for one in first), *others], total=total, is_negated=False)


def _fitting_first(listed: Document, found: Found) -> Found:
    """What was found, the careers that are in a list first."""
    hits = sorted(found.hits, key=lambda hit: hit.document.code not in listed.careers)
    return replace(found, hits=hits, listed=listed)


def _singular(words: list[str]) -> str:
    return " ".join(map(singular, words))


def _in_any_order(words: list[str]) -> str:
    return " ".join(sorted(stem(word) for word in words if word not in STOP_WORDS))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", fast=True)
    builder.add_float_field("weight", fast=True)
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    for field in ("name", "words", "text"):  # their words' stems
        builder.add_text_field(field, tokenizer_name="spaces")
    builder.add_text_field("titles", tokenizer_name="spaces", index_option="basic")  # their words, singular
    for field in ("line_titles", "turned_titles"):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    for field in ("name", "words"):
        builder.add_text_field(f"plain_{field}", tokenizer_name="spaces", index_option="basic")
        for whole in ("line", "stems", "core"):
            builder.add_text_field(f"{whole}_{field}", tokenizer_name="raw", index_option="basic")
    return builder.build()


def _fields(number: int, document: Document) -> tantivy.Document:
    fields = tantivy.Document()
    fields.add_unsigned("number", number)
    fields.add_float("weight", 2**document.weight - 2)  # Tantivy multiplies a score by log2(2 + this)
    fields.add_text("kind", document.kind.value)
    if document.careers:
        fields.add_text("kind", LIST)
    names = [name for name in (document.name, document.short) if name]
    words = [*document.words, *(line for name in (*names, *document.words) for line in other_spellings(name))]
    for field, lines in (("name", names), ("words", words)):
        for line in map(normalize, lines):
            plain = words_of(line)
            stems, core = " ".join(map(stem, plain)), [word for word in plain if word not in STOP_WORDS]
            fields.add_text(field, stems)
            fields.add_text(f"plain_{field}", " ".join(plain))
            fields.add_text(f"line_{field}", " ".join(plain))
            fields.add_text(f"stems_{field}", stems)
            for written in {" ".join(map(stem, core)), stem("".join(core))} - {""}:
                fields.add_text(f"core_{field}", written)
    spellings = [spelling for title in document.titles for spelling in (title, *other_spellings(title))]
    titles = [words_of(normalize(title)) for title in spellings]
    fields.add_text("titles", " ".join(sorted({singular(word) for title in titles for word in title})))
    for line in {line for title in titles for line in (" ".join(title), _singular(title))}:
        fields.add_text("line_titles", line)
    for line in {_in_any_order(title) for title in titles} - {""}:
        fields.add_text("turned_titles", line)
    fields.add_text("text", " ".join(map(stem, words_of(normalize(f"{document.text} {document.more}")))))
    return fields
