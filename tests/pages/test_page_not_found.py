import pytest

from explorer.models import RetiredAddress, SubCluster

from ..factories import create_career, create_cluster, create_framework, create_small_framework

pytestmark = pytest.mark.django_db


@pytest.fixture
def framework():
    framework = create_small_framework()
    create_cluster(framework=framework, name="Construction")
    return framework


@pytest.mark.parametrize("path", ["/frameworks/modernized/constructon/", "/constructon/", "/programs/constructon/"])
def test_a_wrong_letter_offers_the_nearest_page(client, framework, path):
    response = client.get(path)
    assert response.status_code == 404
    assert b'href="/frameworks/modernized/construction/"' in response.content


def test_a_wrong_framework_offers_the_nearest_one(client, framework):
    assert b'href="/frameworks/modernized/"' in client.get("/frameworks/modernised/").content


def test_pages_of_the_framework_in_the_address_are_offered(client, framework):
    create_cluster(framework=create_framework(name="Original"), name="Manufacturing")
    assert b'href="/frameworks/original/manufacturing/"' in client.get("/frameworks/original/manufacturin/").content


def test_it_offers_the_wheel_and_the_list(client, framework):
    html = client.get("/zzzzzz/").content.decode()
    assert "Go to the wheel" in html
    assert 'href="/?view=grid"' in html


def test_it_is_not_for_search_engines(client, framework):
    assert b'name="robots" content="noindex"' in client.get("/zzzzzz/").content


def test_a_retired_address_leads_on(client, framework):
    RetiredAddress.objects.create(
        old_path="/frameworks/modernized/building/", new_path="/frameworks/modernized/construction/"
    )
    response = client.get("/frameworks/modernized/building/")
    assert (response.status_code, response["Location"]) == (301, "/frameworks/modernized/construction/")


def test_a_redirect_keeps_the_query(client, framework):
    RetiredAddress.objects.create(old_path="/old/", new_path="/frameworks/modernized/")
    assert client.get("/old/?view=grid")["Location"] == "/frameworks/modernized/?view=grid"


def test_a_redirect_is_not_kept_for_good(client, framework):
    RetiredAddress.objects.create(old_path="/old/", new_path="/frameworks/modernized/")
    assert client.get("/old/")["Cache-Control"] == "no-cache"


def test_a_page_that_exists_is_not_redirected(client, framework):
    RetiredAddress.objects.create(old_path="/frameworks/modernized/construction/", new_path="/")
    assert client.get("/frameworks/modernized/construction/").status_code == 200


@pytest.mark.parametrize("path", ["/%00/", "/" + "a" * 3000 + "/", "/%F0%9F%98%80/", "/..%2F..%2Fetc/"])
def test_odd_addresses_are_not_found_and_nothing_worse(client, framework, path):
    assert client.get(path).status_code == 404


def test_an_empty_database_has_a_not_found_page_too(client):
    assert client.get("/zzzzzz/").status_code == 404


@pytest.mark.parametrize("path", ["/careers/carpenter/", "/careers/47-2031.09-carpenters/"])
def test_a_wrong_address_of_a_career_offers_the_career(client, path):
    create_small_framework()
    create_career(sub_clusters=[SubCluster.objects.first()])
    response = client.get(path)
    assert response.status_code == 404
    assert b'href="/careers/47-2031.00-carpenters/"' in response.content
