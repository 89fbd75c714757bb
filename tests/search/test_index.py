"""The engine by itself, over a few documents."""

import pytest

from explorer.search.engine import Document, Kind, SearchIndex
from explorer.search.index import MOST_HITS


def document(name, kind=Kind.CAREER, **fields):
    return Document(
        kind, name, fields.pop("url", f"/{name.lower().replace(' ', '-')}/"), **{"place": "", "text": "", **fields}
    )


@pytest.fixture
def index():
    return SearchIndex(
        [
            document("Registered Nurses", words=("nurse", "RN"), text="You check on patients."),
            document("Nursing", Kind.PROGRAM, text="You learn to care for patients."),
            document("Veterinarians", words=("vet", "animal doctor"), text="You treat sick animals."),
            document("Animal Systems", Kind.SUB_CLUSTER, words=("work with animals",), text="Look after pets."),
            document("Digital Animation", Kind.PROGRAM, text="You learn to make pictures move."),
            document("Firefighters", words=("fireman",), text="You put out fires."),
            document("Video Game Designers", text="You plan how a game is played."),
            document(
                "Automotive Mechanics",
                words=("fix cars", "cars"),
                titles=("Brake Specialist",),
                text="You repair brakes.",
            ),
            document("Science, Technology, Engineering & Mathematics", Kind.CLUSTER, short="STEM"),
            document(
                "Take the quiz", Kind.SIGNPOST, words=("not sure", "i don't know what i want to be", "help me choose")
            ),
        ]
    )


def names(found):
    return [hit.document.name for hit in found.hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Registered Nurses", "Registered Nurses"),
        ("registered nurse", "Registered Nurses"),
        ("nurse", "Registered Nurses"),
        ("nursing", "Nursing"),
        ("nurses", "Registered Nurses"),
        ("RN", "Registered Nurses"),
        ("STEM", "Science, Technology, Engineering & Mathematics"),
        ("stem", "Science, Technology, Engineering & Mathematics"),
        ("fixing cars", "Automotive Mechanics"),
        ("i want to work with animals", "Animal Systems"),
        ("how do i become a vet", "Veterinarians"),
        ("brake specialist", "Automotive Mechanics"),
        ("patients", "Registered Nurses"),
        ("learn to care", "Nursing"),
        ("not sure", "Take the quiz"),
        ("I’m really not sure", "Take the quiz"),
        ("i dont know what i want to be yet", "Take the quiz"),
    ],
)
def test_names_words_and_texts_are_found(index, query, expected):
    assert names(index.search(query))[0] == expected


@pytest.mark.parametrize("query", ["v", "ve", "vet", "veter", "veterina"])
def test_the_beginning_of_a_word_is_enough_while_it_is_typed(index, query):
    assert "Veterinarians" in names(index.search(query))


class TestTitles:
    """What people in a job are called, by O*NET."""

    @pytest.fixture
    def index(self):
        return SearchIndex(
            [
                document("Night Auditors of Hotels and Desk Machines", text="You audit a desk at night."),
                document("Nursing Managers", Kind.PROGRAM),
                document("Hotel Clerks", titles=("Night Auditor", "Front Desk Agent", "FDA", "Security Agent")),
                document("Brokers", titles=("Securities Agent", "Owner", "Gastroenterologist")),
                document("Health Managers", titles=("Director of Nursing", "Front Desk Manager")),
            ]
        )

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("night auditor", "Hotel Clerks"),
            ("Night Auditors", "Hotel Clerks"),
            ("i want to be a night auditor", "Hotel Clerks"),
            ("front desk agent", "Hotel Clerks"),
            ("agent front desk", "Hotel Clerks"),
            ("FDA", "Hotel Clerks"),
            ("security agent", "Hotel Clerks"),
            ("securities agent", "Brokers"),
            ("nursing director", "Health Managers"),
            ("director of nursing", "Health Managers"),
        ],
    )
    def test_a_title_leads_to_its_career(self, index, query, expected):
        assert names(index.search(query))[0] == expected

    @pytest.mark.parametrize("query", ["gastroen", "gastroenterol"])
    def test_the_beginning_of_a_title_is_enough_while_it_is_typed(self, index, query):
        assert names(index.search(query)) == ["Brokers"]

    def test_a_title_of_one_word_says_no_more_than_a_word_of_a_title(self):
        index = SearchIndex(
            [document("Brokers", titles=("Legal Assistant",)), document("Clerks", titles=("Assistant",))]
        )
        assert names(index.search("assistant")) == ["Brokers", "Clerks"]

    def test_a_title_adds_nothing_to_a_word_that_leads_there_already(self):
        plain, titled = (document("Cooks", url=f"/{number}/", titles=("Fry Cook",) * number) for number in range(2))
        assert [hit.document for hit in SearchIndex([plain, titled]).search("cooks").hits] == [plain, titled]

    def test_a_line_that_an_editor_wrote_says_more(self):
        index = SearchIndex([document("Clerks", titles=("Fry Cook",)), document("Cooks", words=("fry cook",))])
        assert names(index.search("fry cook")) == ["Cooks", "Clerks"]

    def test_no_condition_is_read_into_a_title(self):
        at_night = document("At night", Kind.SIGNPOST, words=("night",), careers=frozenset({"x"}))
        index = SearchIndex([at_night, document("Hotel Clerks", titles=("Night Auditor",)), document("Auditor")])
        assert index.search("night auditor").listed is None
        assert names(index.search("night auditor"))[0] == "Hotel Clerks"

    def test_a_misspelled_title_is_found_and_said(self, index):
        found = index.search("gastroentrologist")
        assert (names(found), found.meant) == (["Brokers"], "gastroenterologist")

    def test_no_title_is_taken_for_a_misspelled_word_of_a_name(self):
        index = SearchIndex([document("Archivists"), document("Clerks", titles=("Activist",))])
        assert index.search("archivsts").meant == "archivists"


def test_a_word_that_is_finished_is_no_beginning(index):
    assert index.search("veter").start == "veter"
    assert index.search("veter ").start == ""
    assert names(index.search("veter ")) == []


@pytest.mark.parametrize("query", ["fix c", "fix ca", "fix car"])
def test_the_beginning_of_a_line_is_enough(index, query):
    assert names(index.search(query))[0] == "Automotive Mechanics"


@pytest.mark.parametrize(
    ("query", "understood", "expected"),
    [
        ("vetinarian", "veterinarian", "Veterinarians"),
        ("vetrinarian", "veterinarian", "Veterinarians"),
        ("mecanics", "mechanics", "Automotive Mechanics"),
        ("regsitered", "registered", "Registered Nurses"),
        ("videogame", "video game", "Video Game Designers"),
    ],
)
def test_a_misspelled_word_is_found_and_said(index, query, understood, expected):
    found = index.search(query)
    assert names(found)[0] == expected
    assert found.corrections == ((query, understood),)
    assert found.meant == understood


def test_two_words_are_found_where_they_are_written_as_one(index):
    assert names(index.search("fire fighters"))[0] == "Firefighters"


def test_a_known_word_is_not_corrected(index):
    assert index.search("animal").corrections == ()


def test_all_words_count_and_if_nothing_has_all_some_do(index):
    assert names(index.search("animal doctor")) == ["Veterinarians"]
    found = index.search("animal cars")
    assert found.is_partial
    assert {"Animal Systems", "Automotive Mechanics"} <= set(names(found))


def test_a_word_that_nobody_knows_does_not_hide_the_others(index):
    found = index.search("animals qqqqqqqq")
    assert found.is_partial
    assert names(found)[0] in {"Veterinarians", "Animal Systems"}


@pytest.mark.parametrize("query", ["", "   ", "???", "’", "\x00", "🎸", "zzqqxx"])
def test_what_means_nothing_finds_nothing(index, query):
    assert index.search(query).hits == []


@pytest.mark.parametrize(
    "query", ["a" * 5000, "nurse " * 900, "AND OR NOT", 'name:"x" +-^~*', "(((", "\u202eesrun", "ñandú", "ﬁre"]
)
def test_no_query_breaks_it(index, query):
    assert isinstance(index.search(query).hits, list)


def test_accents_and_apostrophes_do_not_matter():
    index = SearchIndex([document("Café Owners"), document("Bachelor's degree")])
    assert names(index.search("cafe"))[0] == "Café Owners"
    assert names(index.search("bachelors degree"))[0] == "Bachelor's degree"
    assert names(index.search("bachelor’s"))[0] == "Bachelor's degree"


def test_of_equal_matches_the_weightier_stands_first():
    light, heavy = document("Cooks", weight=1.0, url="/1/"), document("Cooks", weight=1.2, url="/2/")
    assert [hit.document for hit in SearchIndex([light, heavy]).search("cooks").hits] == [heavy, light]


def test_equals_stand_in_the_order_of_the_documents():
    cooks = [document("Cooks", url=f"/{number}/") for number in range(20)]
    assert [hit.document for hit in SearchIndex(cooks).search("cooks").hits] == cooks


def test_a_weight_multiplies_the_score():
    one, other = (
        SearchIndex([document("Cooks", weight=weight)]).search("cooks").hits[0].score for weight in (1.0, 1.5)
    )
    assert other / one == pytest.approx(1.5, rel=1e-3)


def test_many_hits_are_counted_and_only_so_many_returned():
    index = SearchIndex([document("Cooks", url=f"/{number}/") for number in range(MOST_HITS + 50)])
    found = index.search("cooks")
    assert found.total == MOST_HITS + 50
    assert len(found.hits) == MOST_HITS


def test_an_index_of_nothing_finds_nothing():
    assert SearchIndex([]).search("nurse").hits == []


@pytest.mark.parametrize("word", ["kiln", "hello", "lego", "lawer", "ekg", "farmrs"])
def test_a_word_of_six_letters_or_less_is_taken_for_no_other(word):
    index = SearchIndex(
        [document("Bill Collectors", words=("kill weeds", "yellow bus", "logo", "egg", "lawyer", "farmers"))]
    )
    found = index.search(word)
    assert (found.hits, found.corrections, found.guesses) == ([], (), ())


@pytest.mark.parametrize("word", ["resume", "killers", "protesting", "sneakers", "plummet"])
def test_a_real_word_is_taken_for_no_other(word):
    index = SearchIndex([document("Refuse Collectors", words=("fillers", "prospecting", "speakers", "plumber"))])
    found = index.search(word)
    assert (found.hits, found.corrections, found.guesses) == ([], (), ())


def test_a_word_that_may_be_one_of_several_is_asked_about_and_nothing_else_is_shown():
    index = SearchIndex([document("Archivists"), document("Activists"), document("Nurses")])
    found = index.search("nurses arctivists")
    assert found.hits == []
    assert set(found.guesses) == {"nurses archivists", "nurses activists"}


def test_two_words_written_as_one_are_found_only_where_they_stand_side_by_side():
    index = SearchIndex([document("Mine Workers", words=("craft fairs", "video game"))])
    assert index.search("minecraft").hits == []
    assert names(index.search("videogame")) == ["Mine Workers"]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("k-pop", "Preschool Teachers, K to 2"),
        ("k-pop", "Pop Music Critics"),
        ("minecraft", "Mining Engineers"),
        ("animation", "Animal Trainers"),
        ("animals", "Animation"),
        ("resume", "Refuse Collectors"),
        ("art", "Arthritis Doctors"),
        ("mine", "Mineral Sorters"),
        ("hospital", "Hospitality Managers"),
        ("policy", "Police Officers"),
        ("county", "Counter Clerks"),
    ],
)
def test_a_fragment_of_a_word_is_no_match(query, name):
    index = SearchIndex([document(name), document("Art, Animals, Mines, Hospitals and Policies")])
    assert name not in names(index.search(query))


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("paint", "Painters"),
        ("dancing", "Dancers"),
        ("planning", "Planners"),
        ("biology", "Biologists"),
        ("history", "Historians"),
        ("photography", "Photographers"),
        ("robot", "Robotics"),
        ("act", "Actors"),
    ],
)
def test_a_word_leads_to_those_who_do_it(query, name):
    assert names(SearchIndex([document(name)]).search(query)) == [name]


def test_of_words_that_are_not_all_known_the_rest_counts_only_where_it_names_something():
    index = SearchIndex([document("Cashiers", text="You keep the serial number."), document("Nurses")])
    assert names(index.search("serial killers")) == []
    assert names(index.search("nurse fortnite")) == ["Nurses"]


def test_a_part_of_a_query_counts_where_it_is_a_name_or_a_line_by_itself():
    index = SearchIndex([document("Green Construction", words=("nurse",)), document("True Crime Writers")])
    assert names(index.search("green card")) == []
    assert names(index.search("nurse card")) == ["Green Construction"]
    assert names(index.search("funny true crime writers")) == ["True Crime Writers"]


def test_a_misspelled_word_that_would_not_have_counted_does_not_count(index):
    found = index.search("somthing animal")
    assert found.corrections == ()
    assert not found.is_partial


def test_a_sentence_that_means_something_else_is_no_call_for_help():
    quiz = document(
        "Take the quiz", Kind.SIGNPOST, words=("what to do after high school", "i want to know"), weight=1.07
    )
    index = SearchIndex([quiz, document("Teachers", text="You teach a high school class.")])
    assert names(index.search("i want to teach high school"))[0] == "Teachers"
    assert names(index.search("i dont know what to do after high school"))[0] == "Take the quiz"


PUNCTUATED = SearchIndex(
    [
        document("Cooks", text="You cook. C is a letter, so is R, so is D.", more="at the net"),
        document("C Programmers", text="You write programs."),
        document("C++ Developers", text="You write programs."),
        document("C# Developers", text="You write programs."),
        document("F# Specialists"),
        document(".NET Developers", text="You write programs."),
        document("Network Engineers", text="You keep a net of computers up."),
        document("R&D Managers", text="You lead a laboratory."),
        document("AT&T Technicians", text="You mend phone lines."),
        document("K–12 Teachers", text="You teach."),
        document("O'Brien Scholars"),
        document("CompTIA A+ Technicians"),
        document("Software Developers", titles=("ASP.NET Developer", "Embedded C++ Programmer", "Q&A Specialist")),
        document("Computing", words=("c++ and c#", "r & d laboratories")),
    ]
)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        *(
            (query, "C++ Developers")
            for query in ("C++", "c++", "C++ developer", "c plus plus", "cpp", "c++ developers", "C＋＋")
        ),
        *((query, "C# Developers") for query in ("C#", "c#", "C# developer", "c sharp", "csharp", "(C#)")),
        *((query, "F# Specialists") for query in ("F#", "f sharp")),
        *(
            (query, ".NET Developers")
            for query in (".NET", ".net", "dot net", "dotnet", ".NET developer", "net developer")
        ),
        *(
            (query, "R&D Managers")
            for query in ("R&D", "r&d", "R & D manager", "R and D manager", "rnd manager", "RD manager", "R&D,")
        ),
        *((query, "AT&T Technicians") for query in ("AT&T", "at&t", "att", "AT and T technician", "at t technician")),
        *(
            (query, "K–12 Teachers")
            for query in ("K–12", "K-12", "k12", "K 12", "k-12 teacher", "K—12 teachers", "k12 teachers")
        ),
        *((query, "O'Brien Scholars") for query in ("O'Brien", "O’Brien", "obrien", "O Brien", "o'brien scholar")),
        *((query, "CompTIA A+ Technicians") for query in ("A+", "a plus technician", "comptia a+")),
        *((query, "Software Developers") for query in ("asp.net", "ASP.NET developer", "embedded c++", "q&a")),
    ],
)
def test_names_with_punctuation_are_found_as_people_write_them(query, name):
    found = names(PUNCTUATED.search(query))
    assert found[:1] == [name], found


@pytest.mark.parametrize("query", ["C#", "C++", "R&D", ".NET"])
def test_what_shares_only_a_letter_with_such_a_name_is_not_found(query):
    assert not {"Cooks", "C Programmers", "Network Engineers"} & set(names(PUNCTUATED.search(f"{query} ")))


@pytest.mark.parametrize(
    "text", ["++" * 50, "c+" * 50, "&" * 100, "a&" * 50, ".net" * 25, "k-" * 50, "o'" * 50, "a & " * 25, "#" * 100]
)
def test_signs_alone_do_no_harm(text):
    PUNCTUATED.search(text)
