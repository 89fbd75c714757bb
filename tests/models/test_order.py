"""Lists by name are in one order, whatever the database; and no list leaves open which of two entries comes first."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import CharField, F, OrderBy, TextField
from django.urls import reverse
from simple_history.models import HistoricalChanges

from explorer.models import Career, GlossaryTerm, LearnPage, Placement, Program, Source
from explorer.models.alphabetical import Alphabetical, alphabetical_key

from .. import factories

IN_ORDER = [
    '"Quoted"', ".NET", "3D", "apple", "Ápple pie", "C", "C#", "C++", "eBay seller", "Éclair", "eclipse",
    "Ouvre", "Résumé", "resumes", "Übung", "Zebra", "zoo", "Zoo keeper", "Økonomi", "Ωmega",
]  # fmt: skip
SHUFFLED = sorted(IN_ORDER, key=lambda name: (len(name) % 3, name[::-1]))
CODES = [f"11-{n:04}.00" for n in range(1000, 1000 + len(SHUFFLED))]
ROOT = Path(__file__).parent.parent.parent / "explorer"


@pytest.fixture
def named(db):
    """Entries with those names, made in another order than they stand in."""
    framework = factories.create_framework(is_default=True)
    cluster = factories.create_cluster(framework=framework)
    sub_cluster = factories.create_sub_cluster(cluster=cluster)
    for number, name in enumerate(SHUFFLED):
        slug = f"entry-{number}"
        program = factories.create_program(name=name, slug=slug)
        Placement.objects.create(program=program, sub_cluster=sub_cluster, position=1)
        career = factories.create_career(name=name, code=CODES[number], slug=slug)
        career.placements.create(sub_cluster=sub_cluster, position=1)
        factories.create_term(name=name, slug=slug)
        factories.create_learn_page(name=name, slug=slug, position=1)
    return sub_cluster


@pytest.fixture
def boss(client, named):
    client.force_login(User.objects.create_superuser("boss"))
    return client


def names_of(entries):
    return [entry.name for entry in entries]


LISTS = {
    "programs": lambda part: Program.objects.all(),
    "programs of a sub-cluster": lambda part: part.programs.all(),
    "programs of a cluster": lambda part: Program.objects.for_comparison([part.cluster]),
    "careers": lambda part: Career.objects.all(),
    "careers of clusters": lambda part: Career.objects.for_comparison([part.cluster]),
    "the glossary": lambda part: GlossaryTerm.objects.for_list(),
    "Learn pages": lambda part: LearnPage.objects.for_list(),
}


@pytest.mark.parametrize("key", LISTS)
def test_a_list_by_name_has_one_order(named, key):
    assert names_of(LISTS[key](named)) == IN_ORDER


def test_python_has_the_same_order():
    assert sorted(SHUFFLED, key=alphabetical_key) == IN_ORDER


@pytest.mark.parametrize("address", ["/careers/", "/careers/?field=construction:skilled-trades&sort=name"])
def test_pages_have_it(client, named, address):
    page = client.get(address).content.decode()
    places = [page.index(f"/careers/{CODES[SHUFFLED.index(name)]}") for name in IN_ORDER]
    assert places == sorted(places)


@pytest.mark.parametrize(("column", "wanted"), [("1", IN_ORDER), ("-1", IN_ORDER[::-1]), ("", IN_ORDER)])
@pytest.mark.parametrize("model", ["program", "career", "glossaryterm"])
def test_lists_of_the_admin_have_it(boss, model, column, wanted):
    changelist = boss.get(f"/admin/explorer/{model}/", {"o": column} if column else {}).context["cl"]
    assert names_of(changelist.result_list) == wanted


def test_what_is_empty_stands_last_in_lists_of_the_admin(boss):
    Career.objects.update(median_pay=None)
    Career.objects.filter(name="apple").update(median_pay=10)
    Career.objects.filter(name="C").update(median_pay=20)
    for column, first in (("4", ["apple", "C"]), ("-4", ["C", "apple"])):
        changelist = boss.get("/admin/explorer/career/", {"o": column}).context["cl"]
        assert names_of(changelist.result_list)[:2] == first


def test_the_search_of_the_admin_has_it(boss):
    asked = {"app_label": "explorer", "model_name": "placement", "field_name": "program", "term": "e"}
    found = boss.get(reverse("admin:autocomplete"), asked).json()["results"]
    texts = [one["text"] for one in found]
    assert len(texts) > 5
    assert texts == [name for name in IN_ORDER if name in texts]


def test_the_database_has_the_order_of_its_own_nowhere(db):
    """Not even a PostgreSQL that was set up for another language, which sorts capitals and hyphens in its own way."""
    names = [
        *IN_ORDER,
        "co-op",
        "coop",
        "Co op",
        "COOP",
        "a_b",
        "A b",
        "a-b",
        "ﬁn",
        "Fin",
        "K–12",
        "K-12",
        "ñandú",
        "nandu",
    ]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute('ALTER TABLE explorer_program ALTER COLUMN name TYPE varchar(200) COLLATE "en-US-x-icu"')
    for number, name in enumerate(names):
        factories.create_program(name=name, slug=f"entry-{number}")
    wanted = sorted(Program.objects.all(), key=lambda one: (alphabetical_key(one.name), one.pk))
    assert list(Program.objects.order_by(Alphabetical("name"), "pk")) == wanted


def test_entries_with_one_name_stand_in_the_order_of_their_keys(db):
    made = [factories.create_source(slug=f"source-{n}", title=title) for n, title in enumerate(["Ä", "a", "A", "ä"])]
    assert list(Source.objects.all()) == made


MODELS = [model for model in apps.get_app_config("explorer").get_models() if model._meta.ordering]


def field_of(model, path):
    for name in path.split("__"):
        field = model._meta.pk if name == "pk" else model._meta.get_field(name)
        model = field.related_model or model
    return field


def faults_of(model, ordering):
    """What leaves an order open: no unique key at its end, a text as the database sorts it, or what may be empty."""
    faults = []
    *_others, last = ordering
    last_name = last.removeprefix("-") if isinstance(last, str) else ""
    if not last_name or not (last_name == "pk" or field_of(model, last_name).unique):
        faults.append(f"{last!r} is not unique")
    for one in ordering:
        plain = one.expression if isinstance(one, OrderBy) else one
        path = plain.name if isinstance(plain, F) else plain
        if not isinstance(path, str):
            continue
        field = field_of(model, path.removeprefix("-"))
        if isinstance(field, CharField | TextField):
            faults.append(f"{path} is a text")
        if field.null and not isinstance(one, OrderBy) and not field.is_relation:
            faults.append(f"{path} may be empty")
    return faults


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_order_of_a_model_leaves_nothing_open(model):
    if issubclass(model, HistoricalChanges):
        assert model._meta.ordering == ("-history_date", "-history_id")
    else:
        assert faults_of(model, model._meta.ordering) == []


def test_the_order_of_every_list_of_the_admin_leaves_nothing_open():
    from django.contrib import admin

    ours = {model: one for model, one in admin.site._registry.items() if model._meta.app_label == "explorer"}
    assert len(ours) > 15
    assert {model: faults_of(model, one.ordering) for model, one in ours.items() if one.ordering} == {
        model: [] for model, one in ours.items() if one.ordering
    }


TEXTS = {"name", "title", "slug", "old_path", "short_name", "text", "publisher", "username"}
UNIQUE = {"pk", "-pk", "code", "history_id", "-history_id"}
OF_GROUPS = {"step"}  # sorts what was counted: each value is there once


def orders_in(path):
    """[(line, arguments), ...] of each order_by."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [
        (node.lineno, node.args)
        for node in calls
        if isinstance(node.func, ast.Attribute) and node.func.attr == "order_by"
    ]


def leaves_open(arguments):
    texts = [one.value for one in arguments if isinstance(one, ast.Constant)]
    if any(text.removeprefix("-").split("__")[-1] in TEXTS for text in texts):
        return True
    last = arguments[-1]
    if isinstance(last, ast.Starred):
        return ast.unparse(last.value) not in ("self._round_the_wheel", "ordering")
    return not (isinstance(last, ast.Constant) and last.value in UNIQUE | OF_GROUPS)


def test_every_order_by_leaves_nothing_open():
    found = [
        (path, *order) for path in ROOT.rglob("*.py") if "migrations" not in path.parts for order in orders_in(path)
    ]
    assert len(found) > 30
    assert [f"{path.name}:{line}" for path, line, arguments in found if arguments and leaves_open(arguments)] == []


def test_nothing_is_sorted_by_a_bare_name_in_python():
    found = []
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "key" and isinstance(node.value, ast.Lambda):
                names = [
                    one
                    for one in ast.walk(node.value.body)
                    if isinstance(one, ast.Attribute) and one.attr in ("name", "title")
                ]
                bare = ast.unparse(node.value).replace("alphabetical_key(part.name)", "")
                if names and (".name" in bare or ".title" in bare):
                    found.append(f"{path.name}:{node.value.lineno}")
    assert found == []
