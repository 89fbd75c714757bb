"""A changed form of the admin asks before it is left, and comes back after a new login; in the real browser."""

import pytest
from playwright.sync_api import expect

from .visit import open_agriculture

pytestmark = pytest.mark.sampled(1)


@pytest.fixture
def asked(page):
    """What the browser has asked; every question is answered with 'stay'."""
    questions = []

    def stay(dialog):
        questions.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return questions


@pytest.fixture
def form(logged_in, asked):
    open_agriculture(logged_in)
    expect(logged_in.get_by_label("Tagline:").first).to_be_visible()
    return logged_in


def leave(page):
    """Try to, as a person does by a link; whether the page is another one now is for the caller to see."""
    page.get_by_role("link", name="Home", exact=True).click(no_wait_after=True)


def test_a_form_in_which_nothing_was_typed_is_left_without_a_question(form, asked):
    leave(form)
    expect(form.get_by_text("What do you want to change?")).to_be_visible()
    assert asked == []


def test_a_changed_form_asks_and_one_changed_back_does_not(form, asked):
    tagline = form.get_by_label("Tagline:").first
    before = tagline.input_value()
    tagline.fill("Typed with care")
    with form.expect_event("dialog"):
        leave(form)
    expect(tagline).to_have_value("Typed with care")
    assert asked == ["beforeunload"]
    tagline.fill(before)
    leave(form)
    expect(form.get_by_text("What do you want to change?")).to_be_visible()
    assert asked == ["beforeunload"]


def test_a_row_that_was_added_below_asks_too(form, asked):
    form.locator("#parts-group summary, #parts-group h2").first.click()
    form.locator("#parts-group .add-row a").click()
    form.locator("#parts-group input[name$='-name']:visible").last.fill("A new part")
    with form.expect_event("dialog"):
        leave(form)
    assert asked == ["beforeunload"]


def test_saving_asks_nothing(form, asked):
    tagline = form.get_by_label("Tagline:").first
    before = tagline.input_value()
    for words in ("Saved without a question", before):
        form.get_by_label("Tagline:").first.fill(words)
        form.get_by_role("button", name="Save and continue editing").first.click()
        expect(form.locator(".messagelist .success")).to_be_visible()
        expect(form.get_by_label("Tagline:").first).to_have_value(words)
    assert asked == []


def test_what_was_refused_is_not_saved_and_asks(form, asked):
    form.get_by_label("Icon:").first.fill("nonsense")
    form.get_by_role("button", name="Save and continue editing").first.click()
    expect(form.get_by_text("There is no icon named")).to_be_visible()
    with form.expect_event("dialog"):
        leave(form)
    assert asked == ["beforeunload"]


def test_what_was_typed_after_the_session_ended_comes_back_in_the_same_tab(form, asked, editor, context):
    form.get_by_label("Tagline:").first.fill("Typed too late")
    context.clear_cookies(name="sessionid")
    form.get_by_role("button", name="Save", exact=True).first.click()
    expect(form.get_by_text("What you typed is not saved yet.")).to_be_visible()
    name, password = editor
    form.get_by_label("Username").fill(name)
    form.get_by_label("Password").fill(password)
    form.get_by_role("button", name="Log in").click()
    expect(form.get_by_label("Tagline:").first).to_have_value("Typed too late")
    expect(form.locator(".errorlist").get_by_text("This is not saved yet.")).to_be_visible()
    assert asked == []
