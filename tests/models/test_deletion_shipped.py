"""Of the shipped content, one entry of every kind is deleted and brought back: nothing is lost, not even a result."""

import pytest
from django.db.models import Count

from explorer.models import (
    CONTENT_MODELS,
    Career,
    Cluster,
    Course,
    Framework,
    GlossaryTerm,
    Grouping,
    ImportedCareer,
    LearnPage,
    Major,
    Program,
    Questionnaire,
    RetiredAddress,
    Source,
    SubCluster,
    Untied,
)

from ..admin import bring_back_in_admin, delete_in_admin
from ..factories import create_course, create_grouping, create_major, create_source, create_term
from .all_rows import all_rows

KINDS = [
    Framework,
    Cluster,
    SubCluster,
    Program,
    Career,
]  # those with the most hanging on them; the others in `make test-long`


def one_of(model):
    """An entry that may be deleted, with as much hanging on it as there is."""
    if model is Source:
        return create_source(slug="used-by-nobody")
    if model is Grouping:
        return create_grouping(framework=Framework.objects.first(), name="Empty")
    if model is Course:
        return create_course(code="99999", name="Used by nobody")
    if model is Major:
        return create_major(code="99.9999", name="Used by nobody")
    if model is GlossaryTerm:
        return create_term(name="Used by nobody")
    if model is LearnPage:
        return LearnPage.objects.exclude(slug="glossary").first()
    if model is Framework:
        return Framework.objects.get(slug="modernized")
    if model is Cluster:
        return Cluster.objects.get(framework__slug="modernized", slug="construction")
    if model is Program:
        return Program.objects.annotate(homes=Count("placements")).order_by("-homes", "slug").first()
    if model is SubCluster:
        return SubCluster.objects.filter(quiz_items__isnull=False, suggestions_in__isnull=False).first()
    return model.objects.first()


@pytest.fixture
def code(shipped):
    """A result of the quiz, as somebody keeps it."""
    quiz = Questionnaire.current()
    quiz.keep()
    return quiz.code({question.slug: 1 + number % 5 for number, question in enumerate(quiz.questions)})


@pytest.mark.parametrize(
    "model",
    [*KINDS, *(pytest.param(model, marks=pytest.mark.long) for model in CONTENT_MODELS if model not in KINDS)],
    ids=lambda model: model.__name__,
)
@pytest.mark.sampled(1)
def test_every_kind_of_entry_comes_back_with_all_that_its_deletion_took_and_untied(client, editor, code, model):
    ImportedCareer.objects.create(career=one_of(Career), values={"median_pay": 1})
    RetiredAddress.objects.create(old_path="/old/", new_path="/frameworks/modernized/construction/")
    entry = one_of(model)
    before = all_rows()
    answer = client.get(f"/quiz/results/{code}/").content
    delete_in_admin(client, entry)
    assert all_rows() != before
    assert "is as it was then" in bring_back_in_admin(client, model, entry.pk)
    assert all_rows() == before
    assert client.get(f"/quiz/results/{code}/").content == answer
    assert not Untied.objects.exists()
