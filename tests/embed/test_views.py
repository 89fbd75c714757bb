"""What other sites may show in a frame, and the page that says how they get it."""

import re
from html import unescape

import pytest
from django.urls import get_resolver

from explorer.models import Cluster, Framework

from ..factories import create_cluster, create_framework, create_grouping, create_small_framework, create_sub_cluster
from ..markup import html_of

pytestmark = pytest.mark.django_db

WHEEL, CLUSTER, PAGE = "/embed/wheel/", "/embed/modernized/cluster-1/", "/embed/"
FRAMED = {WHEEL, CLUSTER}


def allowed(*sites, **fields):
    return create_small_framework(embedding_sites="\n".join(sites), **fields)


def ancestors(response):
    return re.search(r"frame-ancestors ([^;]*)", response["Content-Security-Policy"])[1]


def every_address(patterns=None, before="/"):
    """An address for each URL pattern of the site, the admin's among them, with values that lead to a page if any do."""
    values = {
        "framework": "modernized", "cluster": "cluster-1", "sub_cluster": "part-1", "program": "program-modernized-1-1-1",
        "code": "47-2031.00", "section": "pages",
    }  # fmt: skip
    for one in patterns or get_resolver().url_patterns:
        part = re.sub(r"\(\?P<\w+>\.\*\)\$|<(?:\w+:)?(\w+)>", lambda m: values.get(m[1], "1"), str(one.pattern))
        if hasattr(one, "url_patterns"):
            yield from every_address(one.url_patterns, before + part)
        else:
            yield before + part


class TestHeaders:
    @pytest.mark.long
    def test_no_other_address_of_the_site_may_stand_in_a_frame(self, client, admin_client):
        allowed("*")
        addresses = {*every_address(), "/no-such-page/", "/frameworks/modernized/no-such/"}
        assert len(addresses) > 100
        assert addresses >= FRAMED
        for address in addresses - FRAMED:
            for visitor in (client, admin_client):
                response = visitor.get(address)
                assert (ancestors(response), response["X-Frame-Options"]) == ("'none'", "DENY"), address

    @pytest.mark.parametrize("address", sorted(FRAMED))
    def test_an_embedded_page_may_stand_in_frames_of_the_sites_that_an_editor_allows_and_of_this_one(
        self, client, address
    ):
        allowed("https://www.our-school.org", "https://*.our-district.org:8443")
        response = client.get(address)
        assert ancestors(response) == "'self' https://www.our-school.org https://*.our-district.org:8443"
        assert "X-Frame-Options" not in response

    @pytest.mark.parametrize("address", sorted(FRAMED))
    def test_the_rest_of_its_policy_is_that_of_every_page(self, client, address):
        allowed("*")

        def rest(path):
            policy = client.get(path)["Content-Security-Policy"]
            return {part for part in policy.split("; ") if not part.startswith("frame-ancestors")}

        assert rest(address) == rest("/")

    def test_only_the_page_about_it_may_show_a_frame_and_only_of_this_site(self, client):
        allowed("*")
        assert "frame-src 'self'" in client.get(PAGE)["Content-Security-Policy"]
        assert [path for path in ("/", *FRAMED) if "frame-src" in client.get(path)["Content-Security-Policy"]] == []

    @pytest.mark.parametrize("address", [*sorted(FRAMED), PAGE])
    def test_everybody_gets_the_same_page_and_no_cookie(self, client, admin_client, address):
        allowed("*")
        response = client.get(address)
        assert response.cookies == {}
        assert "cookie" not in response.get("Vary", "").lower()
        assert admin_client.get(address).content == response.content

    @pytest.mark.parametrize("address", [*sorted(FRAMED), PAGE])
    def test_nothing_can_be_posted_to_it(self, client, address):
        allowed("*")
        assert client.post(address).status_code == 405


class TestFrames:
    def test_the_wheel_is_that_of_the_home_page(self, client):
        allowed("*")
        other = allowed("*", name="Other", is_default=True, clusters=1)
        Framework.objects.exclude(pk=other.pk).update(embedding_sites="")
        html = html_of(client.get(WHEEL))
        assert "<h1" in html
        assert 'href="/frameworks/other/cluster-1/"' in html
        assert "/frameworks/modernized/" not in html

    def test_a_cluster_says_what_it_is_and_what_it_is_made_of(self, client):
        framework = create_framework(embedding_sites="*", short_name="the new one")
        grouping = create_grouping(framework=framework)
        cluster = create_cluster(framework=framework, grouping=grouping, tagline="Build & mend")
        create_sub_cluster(cluster=cluster)
        html = html_of(client.get("/embed/modernized/construction/"))
        words = ("Construction", "Building &amp; Moving", "Build &amp; mend", "People here build.", "Sub-Clusters",
                 "Skilled Trades", "Where this comes from", "A guide", "Open in Cluster Explorer")  # fmt: skip
        assert [word for word in words if word not in html] == []
        assert 'href="/frameworks/modernized/construction/skilled-trades/"' in html

    def test_a_cluster_without_grouping_names_its_framework(self, client):
        create_cluster(framework=create_framework(embedding_sites="*", short_name="the new one"))
        assert b"Career Cluster in the new one" in client.get("/embed/modernized/construction/").content

    @pytest.mark.parametrize(("address", "full"), [(WHEEL, "/"), (CLUSTER, "/frameworks/modernized/cluster-1/")])
    def test_search_engines_are_sent_to_the_full_page(self, client, address, full):
        allowed("*")
        html = html_of(client.get(address))
        assert '<meta name="robots" content="noindex">' in html
        assert f'<link rel="canonical" href="http://testserver{full}">' in html
        assert f'<a href="{full}" aria-describedby="new-tab">Open in Cluster Explorer' in html

    @pytest.mark.parametrize("address", sorted(FRAMED))
    def test_it_has_no_form_no_script_no_htmx_and_no_navigation(self, client, address):
        allowed("*")
        html = html_of(client.get(address))
        for part in ("<form", "<script", "<input", "<button", "hx-", "my-school", "site-header", "site-footer"):
            assert part not in html, part

    @pytest.mark.parametrize("address", sorted(FRAMED))
    def test_every_link_opens_a_new_tab_and_every_link_to_the_site_says_so(self, client, address):
        Framework.objects.filter(pk=allowed("*").pk).update(centre_title="Practices", centre_path="/learn/")
        html = html_of(client.get(address))
        assert '<base target="_blank">' in html
        links = re.findall(r'<a [^>]*href="/[^>]*>', html)
        assert len(links) >= 3
        assert [link for link in links if 'aria-describedby="new-tab"' not in link] == []
        assert 'id="new-tab">Opens in a new tab' in html

    def test_the_full_wheel_keeps_its_links(self, client):
        allowed("*")
        html = html_of(client.get("/"))
        assert 'href="/frameworks/modernized/cluster-1/" hx-boost="true"' in html
        assert "new-tab" not in html

    @pytest.mark.parametrize("clusters", [1, 6])
    def test_a_larger_framework_makes_no_more_queries(self, client, django_assert_num_queries, clusters):
        allowed("*", clusters=clusters, sub_clusters=clusters)
        with django_assert_num_queries(3):
            client.get(WHEEL)
        with django_assert_num_queries(2):
            client.get(CLUSTER)
        with django_assert_num_queries(2):
            client.get(PAGE)


class TestNotAllowed:
    @pytest.mark.parametrize("address", sorted(FRAMED))
    def test_a_framework_that_allows_nobody_is_not_there(self, client, address):
        allowed()
        assert client.get(address).status_code == 404

    @pytest.mark.parametrize("address", sorted(FRAMED))
    def test_a_draft_is_not_there_for_its_editors_either(self, client, admin_client, address):
        allowed("*", is_draft=True)
        assert [visitor.get(address).status_code for visitor in (client, admin_client)] == [404, 404]
        assert b"Cluster 1" not in admin_client.get(PAGE).content

    @pytest.mark.parametrize(
        "path",
        ["modernized/no-such/", "no-such/cluster-1/", "x/", "modernized/", "a/b/c/", "%00/x/", "wheel/wheel/", "é/ü/", "x" * 3000 + "/x/"],
    )  # fmt: skip
    def test_what_is_not_there_answers_with_a_small_page(self, client, path):
        allowed("*")
        response = client.get(f"/embed/{path}")
        assert response.status_code == 404
        assert b"There is nothing to show here" in response.content
        assert b"site-header" not in response.content
        assert b"canonical" not in response.content
        assert len(response.content) < 2000

    def test_an_empty_database_has_nothing_to_embed(self, client):
        assert client.get(WHEEL).status_code == 404
        assert b"Nothing here may be shown on other sites yet" in client.get(PAGE).content

    def test_a_cluster_that_has_moved_is_found_where_it_is_now(self, client):
        allowed("*")
        cluster = Cluster.objects.get(slug="cluster-1")
        cluster.slug = "renamed"
        cluster.save()
        response = client.get(CLUSTER)
        assert (response.status_code, response["Location"]) == (301, "/embed/modernized/renamed/")
        assert "no-cache" in response["Cache-Control"]
        assert client.get(response["Location"]).status_code == 200

    def test_clusters_of_a_framework_that_has_moved_are_found_too(self, client):
        framework = allowed("*")
        framework.slug = "renamed"
        framework.save()
        assert client.get(CLUSTER)["Location"] == "/embed/renamed/cluster-1/"


class TestPage:
    def snippet(self, html):
        return unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", html, flags=re.DOTALL)[1])

    def test_it_begins_with_the_wheel(self, client):
        allowed("*")
        html = html_of(client.get(PAGE))
        assert self.snippet(html).startswith(
            '<iframe src="http://testserver/embed/wheel/" title="Modernized" width="100%"'
        )
        assert '<iframe class="embedding__frame" src="/embed/wheel/" title="Modernized"' in html

    def test_it_gives_the_code_of_the_cluster_that_is_chosen(self, client):
        allowed("*")
        html = html_of(client.get(PAGE, {"show": "modernized:cluster-1"}))
        assert 'src="http://testserver/embed/modernized/cluster-1/" title="Cluster 1"' in self.snippet(html)
        assert '<option value="modernized:cluster-1" selected>' in html
        assert html.count(" selected") == 1

    def test_what_an_editor_writes_cannot_leave_its_place_in_the_code(self, client):
        create_cluster(framework=create_framework(embedding_sites="*"), name='A "b" & <c>', slug="a")
        html = html_of(client.get(PAGE, {"show": "modernized:a"}))
        assert "<c>" not in html
        assert 'title="A &quot;b&quot; &amp; &lt;c&gt;"' in self.snippet(html)

    def test_it_offers_what_may_be_shown_and_nothing_else(self, client):
        allowed("*", clusters=2)
        allowed(name="Closed")
        allowed("*", name="Draft", is_draft=True)
        html = html_of(client.get(PAGE))
        assert re.findall(r'<option value="([^"]*)"', html) == [
            "wheel", "modernized:cluster-1", "modernized:cluster-2", "modernized:digital-technology",
        ]  # fmt: skip

    def test_the_wheel_is_not_offered_where_the_home_pages_framework_allows_nobody(self, client):
        allowed(is_default=True)
        allowed("*", name="Open")
        html = html_of(client.get(PAGE))
        assert 'value="wheel"' not in html
        assert 'src="/embed/open/' in html

    def test_it_says_that_every_site_may(self, client):
        allowed("*")
        assert b"Every site may show this page." in client.get(PAGE).content

    def test_it_says_which_sites_may_and_what_to_do_if_ones_own_is_not_among_them(self, client):
        allowed("https://one.org", "https://two.org")
        html = html_of(client.get(PAGE))
        assert "<li>https://one.org</li><li>https://two.org</li>" in html
        assert "Is yours not here? Ask the people who look after this site" in html

    @pytest.mark.parametrize("wanted", ["x", "modernized:", "closed:cluster-1", "\x00", "é" * 5000, "a:b:c", "'\"<>"])
    def test_a_page_that_there_is_not_is_said_to_be_missing(self, client, wanted):
        allowed("*")
        allowed(name="Closed")
        response = client.get(PAGE, {"show": wanted})
        assert response.status_code == 404
        assert b"There is no such page to show on another site." in response.content
        assert b'src="/embed/wheel/"' in response.content

    @pytest.mark.parametrize("query", ["", "?show=", "?other=1", "?show=x&show=wheel", "?%00=%00&show=wheel"])
    def test_other_parameters_are_no_fault(self, client, query):
        allowed("*")
        assert client.get(PAGE + query).status_code == 200

    def test_every_page_leads_to_it(self, client):
        allowed("*")
        assert b'<a href="/embed/">For your site</a>' in client.get("/").content


def test_the_shipped_wheel_and_its_clusters_may_be_shown_everywhere_and_the_others_nowhere(shipped):
    assert dict(Framework.objects.values_list("slug", "embedding_sites")) == {
        "modernized": "*", "original": "", "connecticut": "",
    }  # fmt: skip
