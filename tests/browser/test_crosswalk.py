"""From an old name to a new one, and the names that a visitor's school uses, in a real browser."""

import pytest
from playwright.sync_api import expect

from .visit import follow

pytestmark = pytest.mark.sampled(4)

HEALTH = "/crosswalk/?of=original:health-science"


def pick(page, label, name):
    form = page.locator("form.picker", has=page.get_by_label(label))
    form.get_by_label(label).select_option(label=name)
    return form.get_by_role("button", name="Show")


class TestCrosswalk:
    def test_a_picked_name_is_answered_in_place(self, page):
        page.goto("/crosswalk/")
        pick(page, "I know the old name", "Health Science").click()
        answer = page.locator("#panel")
        answer.get_by_role("heading", name="Health Science").wait_for()
        assert answer.get_by_role("link", name="Healthcare & Human Services").get_attribute("href") == (
            "/frameworks/modernized/healthcare-human-services/"
        )
        assert "of=original:health-science" in page.url
        assert page.title().startswith("Health Science, old and new")
        assert page.evaluate("document.activeElement.textContent.trim()") == "Health Science"

    def test_back_undoes_it(self, page):
        page.goto("/crosswalk/")
        pick(page, "I know the new name", "Energy & Natural Resources").click()
        page.locator("#panel").get_by_role("heading", name="This is new").wait_for()
        page.go_back()
        page.get_by_text("The answer appears here.").wait_for()
        expect(page).to_have_url("/crosswalk/")

    def test_lists_and_picture_follow_the_answer_there_and_back(self, page):
        page.goto("/crosswalk/?of=original:finance")
        pick(page, "I know the new name", "Education").click()
        page.locator("#panel").get_by_role("heading", name="Education", exact=True).wait_for()
        current = page.locator(".flows [aria-current]")
        assert current.all_inner_texts() == ["Education"]
        assert page.get_by_label("I know the old name").input_value() == "original"  # its first entry: nothing chosen
        page.go_back()
        page.locator("#panel").get_by_role("heading", name="Finance").wait_for()
        assert current.all_inner_texts() == ["Finance"]
        assert page.get_by_label("I know the old name").input_value() == "original:finance"
        assert page.get_by_label("I know the new name").input_value() == "modernized"

    def test_by_keyboard_alone(self, page):
        page.goto("/crosswalk/")
        page.get_by_label("I know the old name").focus()
        page.keyboard.type("Diagnostic")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.locator("#panel").get_by_role("heading", name="Diagnostic Services").wait_for()
        page.locator("#panel").get_by_role("link", name="Physical Health").wait_for()

    def test_choosing_in_a_list_does_nothing_until_it_is_sent(self, page):
        """With the arrow keys a list is gone through: an answer at every step would take the focus away."""
        page.goto("/crosswalk/")
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        pick(page, "I know the old name", "Finance")
        pick(page, "I know the old name", "Health Science").click()
        page.locator("#panel").get_by_role("heading", name="Health Science").wait_for()
        assert len(asked) == 1

    def test_without_javascript(self, no_js):
        no_js.goto("/crosswalk/")
        follow(pick(no_js, "I know the old name", "Science & Mathematics"))
        assert no_js.locator("#panel").get_by_role("link", name="Ecological Research & Development").count() == 1
        follow(no_js.locator(".flows").get_by_role("link", name="Digital Technology"))
        assert no_js.locator("#panel").get_by_role("link", name="Information Technology").count() == 1

    def test_a_link_in_the_picture_answers_too(self, page):
        page.goto("/crosswalk/")
        page.locator(".flows").get_by_role("link", name="Manufacturing", exact=True).click()
        page.locator("#panel").get_by_role("link", name="Advanced Manufacturing").wait_for()
        assert "of=original:manufacturing" in page.url

    @pytest.mark.parametrize("width", [360, 768, 1280])
    def test_every_band_begins_and_ends_at_its_links(self, page, width):
        """Where the first band of each old cluster touches the lists, its row is."""
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("/crosswalk/")
        gaps = page.locator(".flows__side--old li").evaluate_all("""rows => rows.map(row => {
            const link = row.querySelector("a").getBoundingClientRect();
            const shape = row.querySelector(".flow__band:not(.flow__band--ours)");
            const [, top] = shape.getAttribute("d").match(/^M0 ([\\d.]+)/).map(Number);
            const picture = row.querySelector("svg").getBoundingClientRect();
            const y = picture.top + top / 1000 * picture.height;
            return {above: link.top - y, below: y - link.bottom, left: Math.abs(picture.left - link.right)};
        })""")
        assert len(gaps) == 16
        assert all(gap["above"] <= 4 and gap["below"] <= 4 and gap["left"] <= 1 for gap in gaps), gaps
        other = page.locator(".flows__side--new a").first.bounding_box()
        picture = page.locator(".flows__side--old svg").first.bounding_box()
        assert abs(picture["x"] + picture["width"] - other["x"]) <= 1

    def test_pointing_at_a_new_cluster_shows_what_came_to_it(self, page):
        page.set_viewport_size({"width": 1280, "height": 1800})
        page.goto("/crosswalk/")
        row = page.locator(".flows__side--new li", has_text="Public Service & Safety")
        assert not row.locator("svg").is_visible()
        row.get_by_role("link").hover()
        assert row.locator("svg").is_visible()
        assert row.locator("use").count() >= 2

    @pytest.mark.console_allowed("ERR_FAILED")
    def test_without_stylesheets_the_lists_and_a_table_are_all_there_is(self, page):
        page.route("**/*.css", lambda route: route.abort())
        page.goto("/crosswalk/")
        assert page.locator("table").first.get_by_role("row").count() == 18
        assert page.locator(".flow").evaluate_all("all => all.every(one => one.getBoundingClientRect().height === 0)")

    def test_no_word_in_the_picture_is_cut_off(self, page):
        for width in (320, 360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto("/crosswalk/")
            cut = page.locator(".flows a").evaluate_all(
                "links => links.filter(a => a.scrollWidth > a.clientWidth + 1 || a.scrollHeight > a.clientHeight + 1).map(a => a.textContent)"
            )
            assert cut == [], width
            assert page.locator(".flows a").first.evaluate("a => parseFloat(getComputedStyle(a).fontSize)") >= 12


class TestMySchool:
    def choose(self, page, name):
        page.get_by_role("contentinfo").get_by_role("link", name="My school says").click()
        page.get_by_label(name).check()
        page.get_by_role("button", name="Use these names").click()

    def line(self, page):
        return page.locator(".school-name:visible")

    @pytest.mark.parametrize("kind", ["page", "no_js"])
    def test_the_chosen_names_stand_on_a_clusters_page(self, request, kind):
        page = request.getfixturevalue(kind)
        path = "/frameworks/modernized/healthcare-human-services/"
        page.goto(path)
        expect(self.line(page)).to_have_count(0)
        self.choose(page, "The original framework")
        expect(page).to_have_url(path)
        expect(self.line(page)).to_contain_text("Health Science; Human Services")
        page.goto("/frameworks/modernized/agriculture/")
        expect(self.line(page)).to_contain_text(
            "a name that is split: also Energy & Natural Resources (our suggestion)"
        )
        assert [(cookie["name"], cookie["value"]) for cookie in page.context.cookies()] == [("my_school", "original")]
        self.choose(page, "Connecticut's clusters")
        expect(self.line(page)).to_contain_text("Environmental, Natural Resources and Agriculture")
        self.choose(page, "Only the official names")
        expect(self.line(page)).to_have_count(0)
        assert page.context.cookies() == []

    def test_they_stand_in_a_swapped_panel_too(self, page):
        page.goto("/")
        self.choose(page, "The original framework")
        page.get_by_text("Your school's names are on.").wait_for()
        page.get_by_role("link", name="Go to the wheel").click()
        page.locator('.slice[data-cluster="education"] .slice__shape:visible').click()
        page.get_by_role("heading", level=1, name="Education").wait_for()
        expect(self.line(page)).to_contain_text("Education & Training")

    def test_one_comes_back_to_the_panel_that_was_open(self, page):
        page.goto("/")
        page.locator('.slice[data-cluster="education"] .slice__shape:visible').click()
        page.get_by_role("heading", level=1, name="Education").wait_for()
        self.choose(page, "The original framework")
        expect(page).to_have_url("/frameworks/modernized/education/")
        expect(self.line(page)).to_contain_text("Education & Training")

    def test_they_are_printed(self, page):
        page.goto("/frameworks/modernized/education/")
        self.choose(page, "The original framework")
        page.emulate_media(media="print")
        expect(self.line(page)).to_have_count(1)


class TestCentre:
    @pytest.mark.parametrize("width", [360, 1280])
    def test_the_wheels_centre_leads_to_the_practices(self, page, width):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("/")
        page.locator(".centre__shape:visible").click()
        page.get_by_role("heading", level=1, name="career ready practices").wait_for()
        assert page.locator(".practices li").count() == 12

    def test_the_keyboard_reaches_it_and_shows_where_it_is(self, page):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto("/")
        page.locator(".slice").last.focus()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "centre"
        assert page.locator(".centre__shape:visible").evaluate("shape => getComputedStyle(shape).stroke") != "none"
        page.keyboard.press("Enter")
        page.wait_for_url("**/learn/career-ready-practices/")


def test_a_term_leads_to_its_place_in_the_glossary(page):
    page.goto("/learn/what-is-a-career-cluster/")
    term = page.locator(".prose .term").first
    slug = term.get_attribute("href").partition("#")[2]
    term.click()
    page.wait_for_url(f"**/learn/glossary/#{slug}")
    assert page.locator(f"#{slug}").is_visible()


def test_the_way_from_an_old_cluster_to_a_program_takes_three_clicks(page):
    page.goto("/frameworks/original/health-science/")
    page.get_by_role("link", name="Healthcare & Human Services").first.click()
    page.get_by_role("link", name="Physical Health").click()
    page.get_by_role("heading", level=1, name="Physical Health").wait_for()
    page.get_by_role("link", name="Nursing").first.click()
    page.get_by_role("heading", level=1, name="Nursing").wait_for()
