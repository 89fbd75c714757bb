import pytest
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache

from clusterexplorer.request_limits import count
from clusterexplorer.settings import A_MINUTE as SHIPPED
from explorer.models import Cluster, Framework

from ..factories import create_quiz_item, create_small_framework

pytestmark = pytest.mark.django_db
LIMITED = [("searches", "/search/?q=nurse"), ("lists", "/my-school/"), ("pages", "/compare/?c=cluster-1&c=cluster-2")]


@pytest.fixture(autouse=True)
def framework(settings):
    settings.A_MINUTE = dict.fromkeys(settings.A_MINUTE, 3)
    caches["limits"].clear()
    yield create_small_framework(is_default=True)
    caches["limits"].clear()


@pytest.fixture(autouse=True)
def one_minute(monkeypatch):
    """The whole test happens in one minute, however late it began."""
    monkeypatch.setattr("django_ratelimit.core.time.time", lambda: 1_000_000_000)


class Gone(LocMemCache):
    def _fail(self, *args, **kwargs):
        raise ConnectionError("Nobody is there.")

    add = incr = get = set = _fail


def statuses(client, path, times=4, **options):
    return [client.get(path, **options).status_code for _nth in range(times)]


@pytest.mark.parametrize(("what", "path"), LIMITED)
class TestLimits:
    def test_beyond_the_limit_one_is_told_when_to_come_back(self, client, what, path):
        assert statuses(client, path) == [200, 200, 200, 429]
        response = client.get(path)
        assert 1 <= int(response["Retry-After"]) <= 60
        assert response["Cache-Control"] == "no-store"
        assert f'href="{path.replace("&", "&amp;")}"' in response.content.decode()

    def test_it_is_counted_before_any_work_is_done(self, client, what, path, django_assert_num_queries):
        statuses(client, path)
        with django_assert_num_queries(0):
            client.get(path)

    def test_others_are_not_affected(self, client, what, path):
        statuses(client, path)
        assert client.get(path, REMOTE_ADDR="192.0.2.9").status_code == 200

    def test_all_of_a_network_counts_as_one(self, client, what, path):
        found = [client.get(path, REMOTE_ADDR=f"2001:db8::{n}").status_code for n in range(1, 5)]
        assert found == [200, 200, 200, 429]

    def test_zero_turns_it_off(self, client, settings, what, path):
        settings.A_MINUTE = settings.A_MINUTE | {what: 0}
        assert statuses(client, path, 5) == [200] * 5

    def test_without_the_cache_everything_is_answered(self, client, settings, what, path):
        settings.CACHES = settings.CACHES | {"limits": {"BACKEND": "tests.clusterexplorer.test_request_limits.Gone"}}
        assert statuses(client, path, 5) == [200] * 5

    def test_no_address_is_kept(self, client, monkeypatch, what, path):
        kept = []
        monkeypatch.setattr(caches["limits"], "add", lambda *args, **kwargs: kept.append(f"{args} {kwargs}"))
        client.get(path, REMOTE_ADDR="192.0.2.123")
        assert kept
        assert not [one for one in kept if "192.0.2" in one]

    def test_what_every_page_brings_with_it_is_not_limited(self, client, what, path):
        statuses(client, path)
        assert statuses(client, "/mine.css", 6) == [200] * 6


def test_the_limits_do_not_count_one_another(client):
    statuses(client, LIMITED[0][1])
    assert client.get(LIMITED[1][1]).status_code == 200


def test_a_quiz_that_is_sent_too_often_can_be_sent_again_with_all_answers(client):
    create_quiz_item(cluster=Cluster.objects.first(), slug="build")
    answers = {"item-build": "5", "round": '1"><script>'}
    found = [client.post("/quiz/", answers) for _nth in range(4)]
    assert [response.status_code == 429 for response in found] == [False, False, False, True]
    html = found[-1].content.decode()
    assert '<input type="hidden" name="item-build" value="5">' in html
    assert '<form method="post" action="/quiz/">' in html
    assert "<script>" not in html


class TestSheets:
    @pytest.fixture(autouse=True)
    def _page_cache(self, settings):
        settings.PAGE_CACHE = True
        settings.A_MINUTE = settings.A_MINUTE | {"pages": 0}
        caches["pages"].clear()

    def test_made_up_ports_do_not_use_up_the_files_of_everybody(self, client):
        files = [client.get("/poster.pdf", headers={"Host": f"localhost:{port}"}) for port in range(1000, 1004)]
        assert [file.status_code for file in files] == [200, 200, 200, 429]
        other = client.get("/poster.pdf", headers={"Host": "localhost:2000"}, REMOTE_ADDR="192.0.2.9")
        assert other.status_code == 200

    def test_a_set_costs_as_many_as_it_has_sheets(self, client):
        assert client.get("/handouts/modernized.pdf").status_code == 429

    def test_what_is_in_the_cache_costs_nothing(self, client):
        assert statuses(client, "/poster.pdf", 6) == [200] * 6


class TestASchool:
    """1,000 students behind one address, with the limits as shipped."""

    @pytest.fixture(autouse=True)
    def _shipped(self, settings):
        settings.A_MINUTE = SHIPPED

    @pytest.fixture
    def asked(self, rf):
        def ask(what, times):
            return {count(rf.get("/"), what) for _nth in range(times)}

        return ask

    def test_searches_as_it_types(self, asked):
        assert asked("searches", 5_000) == {0}

    def test_takes_the_quiz_within_ten_minutes(self, asked):
        rounds, start_and_result = 3, 4
        assert asked("quizzes", 1_000 * (rounds + start_and_result) // 10 * 3) == {0}  # three times as many at the peak

    def test_makes_lists(self, asked):
        assert asked("lists", 3_000) == {0}


def test_made_up_values_of_what_a_page_reads_are_limited(client, settings):
    settings.PAGE_CACHE = True
    caches["pages"].clear()
    found = [client.get("/careers/", {"sort": f"x{n}"}).status_code for n in range(5)]
    assert found == [200, 200, 200, 429, 429]


def test_what_no_page_reads_costs_no_more_than_a_look_into_the_cache(client, settings):
    settings.PAGE_CACHE = True
    caches["pages"].clear()
    found = {client.get(path, {"z": f"x{n}"}).status_code for path in ("/handouts/", "/crosswalk/") for n in range(5)}
    assert found == {200}


@pytest.mark.parametrize("path", ["/nowhere/", "/frameworks/modernized/nowhere/"])
def test_looking_for_pages_that_are_not_there_is_limited(client, path):
    assert statuses(client, path, 5) == [404, 404, 404, 429, 429]


@pytest.mark.parametrize("path", ["/quiz/", "/search/", "/admin/login/", "/nowhere/"])
def test_a_body_that_is_too_large_is_refused_before_it_is_read(client, path):
    response = client.generic("POST", path, b"x", CONTENT_LENGTH=str(11 * 1024 * 1024))
    assert response.status_code == 413
    assert "more than the site takes" in response.content.decode()


@pytest.mark.parametrize("length", ["-5", "x", "", "9" * 5000, "٣"])
def test_a_length_that_is_none_is_no_fault(client, length):
    assert client.generic("POST", "/quiz/", b"", CONTENT_LENGTH=length).status_code < 500


def test_a_form_with_too_many_fields_or_too_much_text_is_a_clear_message(client):
    create_quiz_item(cluster=Cluster.objects.first(), slug="build")
    for data in ({f"f{n}": "" for n in range(5001)}, {"text": "x" * 2_700_000}):
        response = client.post("/quiz/", data)
        assert response.status_code == 400
        assert "can&#x27;t read what was sent" in response.content.decode()


@pytest.mark.parametrize("path", ["/", "/careers/", "/nothing/", "/programs/nothing/", "/admin/"])
def test_an_address_with_too_many_parameters_is_a_clear_message_wherever_it_leads(client, path):
    response = client.get(f"{path}?{'a=1&' * 5001}")
    assert response.status_code == 400
    assert "can&#x27;t read what was sent" in response.content.decode()


def test_no_framework_is_needed_to_refuse(client):
    Framework.objects.all().delete()
    assert statuses(client, "/search/?q=a")[-1] == 429
