from dataclasses import dataclass

from explorer.careers.similar import most_similar


@dataclass
class Career:
    code: str
    is_neighbor: bool = False
    interest_code: str = ""
    job_zone: int | None = 3
    name: str = ""

    @property
    def minor_group(self):
        return self.code[:4]


HERE = Career("29-1141.00", interest_code="SI", job_zone=3)


def codes(*others, limit=5):
    return [other.code for other in most_similar(HERE, others, limit)]


def test_a_career_of_the_same_sub_cluster_is_nearer_than_one_of_the_same_group():
    assert codes(Career("29-1999.00"), Career("11-1011.00", is_neighbor=True)) == ["11-1011.00", "29-1999.00"]


def test_shared_interests_count():
    neighbors = [Career("11-1011.00", True, "RC"), Career("11-1021.00", True, "SI")]
    assert codes(*neighbors) == ["11-1021.00", "11-1011.00"]


def test_as_much_preparation_counts():
    assert codes(Career("11-1011.00", True, job_zone=5), Career("11-1021.00", True)) == ["11-1021.00", "11-1011.00"]


def test_an_unknown_job_zone_counts_as_the_middle():
    assert codes(Career("11-1011.00", True, job_zone=5), Career("11-1021.00", True, job_zone=None))[0] == "11-1021.00"


def test_equals_stand_by_their_codes_and_only_so_many_come():
    assert codes(Career("29-1143.00"), Career("29-1142.00"), Career("29-1144.00"), limit=2) == [
        "29-1142.00",
        "29-1143.00",
    ]


def test_a_telling_word_in_the_title_counts_and_others_do_not():
    here = Career("29-1141.00", name="Registered Nurses")
    others = [Career("11-1011.00", name="Registered Managers"), Career("11-1021.00", name="Vocational Nurses")]
    assert [other.name for other in most_similar(here, others)] == ["Vocational Nurses", "Registered Managers"]
    managers = [Career("11-1011.00", name="Sales Workers"), Career("11-1021.00", name="Farm Managers")]
    assert [other.code for other in most_similar(Career("11-9999.00", name="Hotel Managers"), managers)] == [
        "11-1011.00",
        "11-1021.00",
    ]
