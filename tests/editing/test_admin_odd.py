"""Odd values in every field of every form of the admin, and in every address of it: never a 500, and nothing is lost.

The forms, fields, lists and filters come from the admin itself: what is new there is tried without a line here.
`make test` sends a sample, `make test-long` all of it.
"""

import html
import io

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction
from django.forms import CheckboxInput, ModelMultipleChoiceField, Select
from django.urls import NoReverseMatch, reverse

from explorer.models import CONTENT_MODELS, Career, Cluster, LearnPage, RetiredAddress, SubCluster

from ..admin import create_everything, form_data
from ..sample import drawn

MODELS = [*CONTENT_MODELS, RetiredAddress, User, Group]
SHARED = [Cluster, Career, LearnPage, User]  # what all models have in common is tried with these
OTHERS = [LogEntry, *(model for model in MODELS if model not in SHARED)]
THIS_TIME = [*SHARED, *drawn(OTHERS, 7, "models")]  # with the others in `make test-long`
ODD_TEXTS = (
    "", "   ", "\x00", "a\x00b", "x" * 5000, "😀" * 100, "\u202eabc\u202c", "\udcff", "'; DROP TABLE x; --", "<script>alert(1)</script>",
    "{{ 7|add:7 }}{% now 'Y' %}", "-", "٣", "\r\n\t", "null", "[]", "[[x]]", "=1+1",
)  # fmt: skip
ODD_NUMBERS = ("1" * 40, "2147483648", "-1", "99999999", "9223372036854775808", "1e400", "nan", "Infinity", "1.5", "x", " 7 ", "٣", "\x00", "0x10", "1,000")  # fmt: skip
ODD_SLUGS = ("a b", "/", "../x", "é", "x" * 200, "-", "_", "\x00", "a.pdf", "admin", "a/b", "?", "%2f", "A")
ODD_CODES = ("47-2031", "999", "47-2031.00x", "47-2031.0０", "٤٧-2031.00", "47-2031.00\n", "\x00", "x" * 300)
ODD_ADDRESSES = ("javascript:alert(1)", "//evil.example/", "/\\evil.example/", "http://", "https://[::1", "https://" + "a" * 3000 + ".org", "ftp://x", "\x00", "/nope/", "/" * 400, "http://a:99999999/")  # fmt: skip
ODD_KEYS = ("9" * 30, "\x00", "0", "-1", "999999999", "x", "1e400", "😀")
ODD_TIMES = ("0000-00-00", "9999-12-31", "10000-01-01", "x", "\x00", "2024-02-30", "99:99", "-1")
ODD_QUERIES = ("", "\x00", "x", "-1", "9" * 30, "😀", "y" * 3000, "1e400", "a'b", "[")


def tried_with(models):
    """Parameters for a test."""
    marks = {True: (), False: pytest.mark.long}
    return [pytest.param(model, id=model._meta.model_name, marks=marks[model in THIS_TIME]) for model in models]


@pytest.fixture
def root(client, db):
    call_command("create_editors_group", verbosity=0)
    create_everything(clusters=1)
    RetiredAddress.objects.create(old_path="/frameworks/x/", new_path="/frameworks/y/")
    user = User.objects.create_superuser("root", password="long enough for a test")
    client.force_login(user)
    client.raise_request_exception = False
    return user


@pytest.fixture(params=["a sample", pytest.param("all", marks=pytest.mark.long)])
def tried(request):
    """Call with all that could be tried and the size of a sample: it returns either, by the parameter."""
    is_sample = request.param == "a sample"
    return lambda requests, number: drawn(requests, number, request.node.name) if is_sample else list(requests)


class Undone(Exception):
    pass


def ask(client, method, address, data=None):
    """The answer, rendered; whatever it did is undone."""
    try:
        with transaction.atomic():
            response = getattr(client, method)(address, _sendable(data or {}))
            follow_up = None
            if response.status_code == 302 and method == "post":
                follow_up = client.get(response["Location"]).status_code
            raise Undone
    except Undone:
        pass
    except transaction.TransactionManagementError:  # PostgreSQL: a statement has failed, and nobody has looked after it
        return None, None
    return response, follow_up


def _sendable(data):
    """As a browser sends it: a lone surrogate is a question mark there."""
    return {
        _text(name): [_text(one) for one in value] if isinstance(value, list) else _text(value)
        for name, value in data.items()
    }


def _text(value):
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def odd_values(name, field):
    """What to try in a field of a form."""
    if hasattr(field, "choices") and not isinstance(field, ModelMultipleChoiceField) and not hasattr(field, "queryset"):
        return ("nonsense", "", "\x00", "9" * 30)
    if hasattr(field, "queryset"):
        return ODD_KEYS
    if isinstance(field.widget, CheckboxInput):
        return ("x", "\x00")
    of_kind = {
        "code": ODD_CODES, "counted_as": ODD_CODES, "slug": ODD_SLUGS, "path": ODD_ADDRESSES, "old_path": ODD_ADDRESSES, "new_path": ODD_ADDRESSES,
        "embedding_sites": ODD_ADDRESSES, "centre_path": ODD_ADDRESSES,
    }  # fmt: skip
    if name in of_kind:
        return of_kind[name]
    if type(field).__name__ == "URLField":
        return ODD_ADDRESSES
    if type(field).__name__ in ("IntegerField", "FloatField"):
        return ODD_NUMBERS
    if type(field).__name__ in ("SplitDateTimeField", "DateTimeField", "DateField"):
        return ODD_TIMES
    return ODD_TEXTS


def address_of(kind, model, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{kind}", args=args)


def fields_of(response):
    """[(name in the form, name of the field, field), ...] of a page: its form, and one row of each inline."""
    form = response.context["adminform"].form
    found = [(form.add_prefix(name), name, field) for name, field in form.fields.items()]
    for inline in response.context["inline_admin_formsets"]:
        rows = inline.formset.forms or [inline.formset.empty_form]
        found += [(rows[0].add_prefix(name), name, field) for name, field in rows[0].fields.items()]
        found += [
            (f"{inline.formset.prefix}-{name}", name, field)
            for name, field in inline.formset.management_form.fields.items()
        ]
    return found


def data_of(response):
    data = form_data(response)
    for inline in response.context["inline_admin_formsets"]:  # as the widgets name them
        management = inline.formset.management_form
        data |= {management.add_prefix(name): management[name].value() or 0 for name in management.fields}
    for name, field in response.context["adminform"].form.fields.items():
        if type(field).__name__ == "SplitDateTimeField" and name in data:
            data[f"{name}_0"], data[f"{name}_1"] = str(data[name])[:10], str(data[name])[11:19]
    return {name: value for name, value in data.items() if "__prefix__" not in name}


def names_with_errors(response):
    form = response.context["adminform"].form
    found = {form.add_prefix(name) for name in form.errors}
    for inline in response.context["inline_admin_formsets"]:
        found |= {row.add_prefix(name) for row in inline.formset.forms for name in row.errors}
        if inline.formset.non_form_errors():
            found.add(inline.formset.prefix)
    return found


def is_typed(response, name, field, value):
    """Whether what was typed stands in the form again, as far as its widget can hold it."""
    if isinstance(field.widget, Select | CheckboxInput) or hasattr(field, "queryset") or hasattr(field, "choices"):
        return True
    if field.disabled:
        return True
    shown = value.encode("utf-8", "replace").decode().strip("\r\n\t ")
    text = html.unescape(response.content.decode()).replace("\r\n", "\n")
    return shown.replace("\x00", "") in text.replace("\x00", "").replace("\ufffd", "")


def is_refused(model, name, field, value):
    """Whether the field itself refuses a value, or the model's own checks of it. A field that only shows takes none."""
    if field.disabled:
        return False
    try:
        cleaned = field.clean(value)
        if name in {f.name for f in model._meta.get_fields()} and cleaned not in (None, ""):
            model._meta.get_field(name).run_validators(cleaned)
    except ValidationError:
        return True
    return False


def batches(values):
    """[{field: its value}, ...]: together every value of every field."""
    longest = max(map(len, values.values()), default=0)
    return [{name: some[n] for name, some in values.items() if n < len(some)} for n in range(longest)]


def parts_of(name, value, fields):
    """A time has two inputs."""
    is_time = type(fields[name]).__name__ == "SplitDateTimeField"
    return {f"{name}_0": value, f"{name}_1": value} if is_time else {name: value}


@pytest.mark.parametrize("model", tried_with(MODELS))
@pytest.mark.sampled(3)
def test_no_value_in_a_form_breaks_it_and_what_is_refused_is_said_at_its_field(client, root, model, tried):
    """All fields of a form at once: what they refuse by itself, and then what they take, which has to get saved."""
    page = client.get(address_of("change", model, model._default_manager.first().pk))
    address, baseline = page.request["PATH_INFO"], data_of(page)
    assert ask(client, "post", address, baseline)[0].status_code == 302, "as it is, it can be saved"
    fields, refused, taken, wrong = {}, {}, {}, []
    for full_name, name, field in fields_of(page):
        if "_FORMS" in full_name or "__prefix__" in full_name:
            continue
        fields[full_name] = field
        inline = full_name != name
        owner = field._model if hasattr(field, "_model") else (row_model(page, full_name) if inline else model)
        for value in dict.fromkeys(odd_values(name, field)):
            kind = refused if is_refused(owner, name, field, _text(value)) else taken
            kind.setdefault(full_name, []).append(value)
    for batch in tried(batches(refused), 3):
        data = baseline | {
            part: one for name, value in batch.items() for part, one in parts_of(name, value, fields).items()
        }
        response, _after = ask(client, "post", address, data)
        if response is None or response.status_code != 200:
            wrong.append(("refused", batch, getattr(response, "status_code", "a broken transaction")))
            continue
        found = names_with_errors(response)
        wrong += [("no error at", name, value) for name, value in batch.items() if name not in found]
        wrong += [
            ("gone", name, value) for name, value in batch.items() if not is_typed(response, name, fields[name], value)
        ]
    for batch in tried(batches(taken), 3):
        for _nth in range(4):  # until nothing is refused because of another field
            data = baseline | {
                part: one for name, value in batch.items() for part, one in parts_of(name, value, fields).items()
            }
            response, after = ask(client, "post", address, data)
            if response is None or response.status_code not in (200, 302) or (after and after >= 500):
                wrong.append(("taken", batch, getattr(response, "status_code", "a broken transaction"), after))
                break
            if response.status_code == 302:
                break
            found = names_with_errors(response)
            if not found:
                wrong.append(("refused without a reason", batch))
            wrong += [
                ("gone", name, value)
                for name, value in batch.items()
                if not is_typed(response, name, fields[name], value)
            ]
            batch = {
                name: value
                for name, value in batch.items()
                if name not in found
                and name.rpartition("-")[0] not in {one.rpartition("-")[0] for one in found if one.endswith("__all__")}
            }
    assert wrong == []


def row_model(page, full_name):
    return next(
        inline.formset.model
        for inline in page.context["inline_admin_formsets"]
        if full_name.startswith(f"{inline.formset.prefix}-")
    )


@pytest.mark.parametrize("model", tried_with(MODELS))
@pytest.mark.sampled(3)
def test_no_value_in_all_fields_of_a_new_entry_breaks_its_form_or_preview(client, root, model, tried):
    wrong = []
    page = client.get(address_of("add", model))
    names = [
        full_name
        for full_name, _name, _field in fields_of(page)
        if "__prefix__" not in full_name and "_FORMS" not in full_name
    ]
    for value in tried(("\x00", "x" * 5000, "9" * 30, "1e400", "/", "47-2031", "-1"), 2):
        data = data_of(page) | dict.fromkeys(names, value) | {"_preview" if value == "/" else "_save": "x"}
        response, after = ask(client, "post", page.request["PATH_INFO"], data)
        if response is None or response.status_code not in (200, 302) or (after and after >= 500):
            wrong.append((value[:50], getattr(response, "status_code", "a broken transaction"), after))
    assert ask(client, "post", page.request["PATH_INFO"], {})[0].status_code in (200, 302), "nothing at all"
    assert wrong == []


@pytest.mark.parametrize("model", [Cluster, SubCluster, Career], ids=lambda model: model._meta.model_name)
@pytest.mark.parametrize(
    ("kind", "values"),
    [
        pytest.param("_FORMS", ("", "x", "-1", "0", "\x00", "1e400"), id="counts"),
        pytest.param("_FORMS", ("999999999", "9" * 30), id="huge counts", marks=pytest.mark.long),  # seconds for each
        pytest.param("-id", ODD_KEYS, id="ids"),
        pytest.param("-cluster", ODD_KEYS, id="clusters"),
        pytest.param("-old", ODD_KEYS, id="old names"),
        pytest.param("-career", ODD_KEYS, id="careers"),
    ],
)
@pytest.mark.sampled(4)
def test_no_wrong_count_or_key_of_a_row_breaks_a_form(client, root, model, kind, values, tried):
    page, wrong = client.get(address_of("change", model, model._default_manager.first().pk)), []
    baseline = data_of(page)
    names = [name for name in baseline if (kind in name if kind == "_FORMS" else name.endswith(kind))]
    for name, value in tried([(name, value) for name in names for value in values], 5):
        response, after = ask(client, "post", page.request["PATH_INFO"], baseline | {name: value})
        if response is None or response.status_code not in (200, 302) or (after and after >= 500):
            wrong.append((name, value, getattr(response, "status_code", "a broken transaction")))
    assert wrong == []


@pytest.mark.parametrize("model", [Cluster, SubCluster, Career], ids=lambda model: model._meta.model_name)
def test_a_form_without_counts_of_rows_comes_back(client, root, model):
    page = client.get(address_of("change", model, model._default_manager.first().pk))
    without = {name: value for name, value in data_of(page).items() if "_FORMS" not in name}
    assert ask(client, "post", page.request["PATH_INFO"], without)[0].status_code == 200


def some(model, values):
    """All of them for the models that stand for all, two for the others."""
    return values if model in SHARED else values[:2]


def parameters_of(model):
    """Names of what the address of a list may ask for."""
    site_admin = admin.site._registry[model]
    names = [
        "q",
        "o",
        "p",
        "all",
        "e",
        "_popup",
        "_to_field",
        "_facets",
        "_changelist_filters",
        "nonsense",
        "nonsense__gte",
        "id__in",
        "pk",
        "id__exact",
    ]
    for one in site_admin.list_filter:
        if isinstance(one, str):
            names += [one, f"{one}__exact", f"{one}__id__exact", f"{one}__isnull", f"{one}__in"]
    if site_admin.date_hierarchy:
        names += [f"{site_admin.date_hierarchy}__{part}" for part in ("year", "month", "day", "gte", "lt")]
    return names + [f"is_draft__{part}" for part in ("exact", "isnull")]


@pytest.mark.parametrize("model", tried_with([*MODELS, LogEntry]))
@pytest.mark.sampled(3)
def test_no_query_breaks_a_list_or_its_export(client, root, model, tried):
    wrong, queries = [], []
    for name in parameters_of(model):
        values = ODD_QUERIES if model in SHARED or name == "q" else ("\x00", "9" * 30)
        queries += [(name, value) for value in values]
    for name, value in tried(queries, 15):
        response, _after = ask(client, "get", address_of("changelist", model), {name: value})
        if response is None or response.status_code >= 500:
            wrong.append((name, value[:30], getattr(response, "status_code", "a broken transaction")))
    try:
        export = address_of("export", model, "csv")
    except NoReverseMatch:
        export = None
    for name in ("q", "o", "p", "id__in") if export else ():
        for value in ("\x00", "9" * 30):
            response, _after = ask(client, "get", export, {name: value})
            if response is None or response.status_code >= 500:
                wrong.append(("export", name, value[:30]))
    assert wrong == []


@pytest.mark.parametrize("model", tried_with(MODELS))
@pytest.mark.sampled(3)
def test_nothing_that_is_sent_to_a_list_breaks_it(client, root, model, tried):
    wrong, address = [], address_of("changelist", model)
    formset = client.get(address).context["cl"].formset
    posts = []
    if formset:
        data = {f"form-{name}": value for name, value in formset.management_form.initial.items()} | {"_save": "Save"}
        for number, form in enumerate(formset.forms):
            data |= {f"form-{number}-id": form.instance.pk, f"form-{number}-position": form.instance.position}
        posts += [data | {"form-0-position": value} for value in some(model, ODD_NUMBERS)]
        posts += [data | {"form-0-id": value} for value in some(model, ODD_KEYS)]
        counts = some(model, ("9" * 30, "", "x", "-1", "0", "999999999", "\x00"))
        posts += [data | {name: value} for name in ("form-TOTAL_FORMS", "form-INITIAL_FORMS") for value in counts]
        posts += [{"_save": "Save"}, {name: value for name, value in data.items() if "_FORMS" not in name}]
    first = str(model._default_manager.first().pk)
    for action in some(model, ("delete_selected", "publish", "make_drafts", "nonsense", "\x00", "")):
        keys = (*some(model, ODD_KEYS), first)
        posts += [{"action": action, "_selected_action": [key], "index": "0"} for key in keys]
    posts += [
        {"action": "delete_selected", "_selected_action": [first], name: value}
        for name in ("index", "select_across", "post", "content_version")
        for value in some(model, ODD_KEYS)
    ]
    for data in tried(posts, 12):
        response, after = ask(client, "post", address, data)
        if response is None or response.status_code not in (200, 302, 400) or (after and after >= 500):
            odd = {
                name: value
                for name, value in data.items()
                if name
                in (
                    "form-0-position",
                    "form-0-id",
                    "form-TOTAL_FORMS",
                    "form-INITIAL_FORMS",
                    "action",
                    "_selected_action",
                    "index",
                    "post",
                )
            }
            wrong.append((odd, getattr(response, "status_code", "a broken transaction"), after))
    assert wrong == []


ODD_POSTS = {
    "history": ({}, {"record": "x", "newest": "\x00"}, {"record": "9" * 30}, {"record": "\x00"}, {"record": "-1"}),
    "deleted": ({}, {"record": "x", "newest": "\x00"}, {"record": "9" * 30}, {"record": "\x00"}),
    "delete": (
        {},
        {"post": "\x00"},
        {"post": "yes", "content_version": "\x00"},
        {"_popup": "1", "_to_field": "\x00", "post": "yes"},
    ),
    "import": ({}, {"pending": "x"}, {"pending": "\x00"}, {"pending": "9" * 30}),
    "change": ({}, {"opened": "[", "save_over": "\x00"}, {"_typed": "\x00"}, {"_popup": "1", "_to_field": "\x00"}),
    "add": ({"_popup": "1", "_to_field": "\x00"}, {"_typed": "\x00"}),
}
ODD_OBJECTS = ("9" * 30, "x", "-1", "a" * 400, "_00", "_0", "😀", "1.5")


@pytest.mark.parametrize("model", tried_with([*MODELS, LogEntry]))
@pytest.mark.sampled(3)
def test_no_address_of_an_entry_breaks_a_page(client, root, model, tried):
    """What stands in the address, and what histories, deletions and imports are sent."""
    wrong, requests = [], []
    first = model._default_manager.first()
    for pattern in admin.site._registry[model].get_urls():
        if pattern.name is None:
            continue
        kind = pattern.name.removeprefix(f"{model._meta.app_label}_{model._meta.model_name}_")
        parameters = list(pattern.pattern.converters)
        values = (*some(model, ODD_OBJECTS), *([str(first.pk)] if first else [])) if parameters else [""]
        for value in values:
            address = reverse(f"admin:{pattern.name}", args=[value] if parameters else [])
            is_known = value in ("", str(first and first.pk))
            queries = ({}, {"p": "9" * 30}, {"p": "\x00"}, {"_to_field": "\x00", "_popup": "1"})
            asked = [("get", query) for query in (queries if is_known and model in SHARED else queries[:1])]
            asked += [("post", data) for data in (ODD_POSTS.get(kind, ({},)) if is_known else ({},))]
            requests += [(method, address, data) for method, data in asked]
    for method, address, data in tried(requests, 15):
        response, after = ask(client, method, address, data)
        if response is None or response.status_code >= 500 or (after and after >= 500):
            status = getattr(response, "status_code", "a broken transaction")
            wrong.append((method, address[:90], data, status, after))
    assert wrong == []


FILES = (b"", b"\x00" * 50, b"\xff\xfe\x00", b"slug\n\x00\n", b"PK\x03\x04", b"name,slug\n" + b"x" * 5000, "name\n\ud83d".encode("utf-8", "replace"), b'"', b",,,\n,,,", b"slug,position\na," + b"9" * 40)  # fmt: skip


@pytest.mark.parametrize("model", tried_with(CONTENT_MODELS))
def test_no_file_breaks_an_import(client, root, model, tried):
    wrong = []
    for content in tried(FILES, 3):
        for name in some(model, ("a.csv", "\x00.xlsx", "é" * 300, "a/../b.csv"))[: 4 if model in SHARED else 1]:
            file = SimpleUploadedFile("x", content)
            file._name = name
            try:
                with transaction.atomic():
                    response = client.post(address_of("import", model), {"file": file})
                    raise Undone
            except Undone:
                if response.status_code not in (200, 302, 400):
                    wrong.append((content[:20], name[:20], response.status_code))
    response = client.post(address_of("import", model), {"file": io.StringIO("no file")})
    assert response.status_code in (200, 302)
    assert wrong == []


SITE = {
    "index": {}, "app_list": {"app_label": ("explorer", "x", "😀")}, "content_health": {"kind": ODD_QUERIES, "page": ODD_QUERIES},
    "autocomplete": {name: ODD_QUERIES for name in ("app_label", "model_name", "field_name", "term", "page", "q")},
    "login": {"next": (*ODD_QUERIES, "//evil.example", "javascript:x")}, "logout": {}, "password_change": {}, "password_change_done": {}, "jsi18n": {},
    "all_icons": {"version": ("x", "9" * 300, "😀")}, "chosen_icons": {"names": ODD_QUERIES},
    "plate": {name: ODD_QUERIES for name in ("hue", "icon", "around")},
    "view_on_site": {"content_type_id": ("1", "x", "9" * 30), "object_id": ("1", "x", "9" * 30, "😀")},
}  # fmt: skip


def test_every_other_view_of_the_admin_is_in_the_table():
    names = {pattern.name for pattern in admin.site.get_urls() if hasattr(pattern, "name") and pattern.name}
    assert names == set(SITE)


@pytest.mark.parametrize("name", [name for name in SITE if name != "logout"])
@pytest.mark.sampled(3)
def test_no_query_breaks_another_view(client, root, name):
    wrong = []
    known = {"app_label": "explorer", "model_name": "placement", "field_name": "sub_cluster", "term": "a"}
    values = SITE[name]
    if name in ("app_list", "view_on_site", "all_icons"):
        for first in next(iter(values.values())):
            for second in values.get("object_id", ("",)):
                args = [first, second] if second else [first]
                try:
                    address = reverse(f"admin:{name}", args=args)
                except NoReverseMatch:
                    continue
                if client.get(address).status_code >= 500:
                    wrong.append(address)
    else:
        for parameter, odd in values.items() or [("x", ("\x00",))]:
            for value in odd:
                for method in ("get", "post"):
                    response, _after = ask(
                        client,
                        method,
                        reverse(f"admin:{name}"),
                        (known if name == "autocomplete" else {}) | {parameter: value},
                    )
                    if response is None or response.status_code >= 500:
                        wrong.append((method, parameter, value[:30]))
    assert wrong == []


# What stands in no form, and why.
IN_NO_FORM = {
    "updated_at": "the program writes it",
    "overtyped": "it follows from the figures, and the form of a career shows it",
    "sub_clusters": "the places are rows below the entry",
    "programs": "the same, from the other side",
    "careers": "the same",
}


@pytest.mark.parametrize("model", CONTENT_MODELS, ids=lambda model: model._meta.model_name)
@pytest.mark.sampled(8)
def test_every_field_stands_in_its_form(client, root, model):
    form = client.get(address_of("change", model, model._default_manager.first().pk)).context["adminform"].form
    fields = {field.name for field in (*model._meta.fields, *model._meta.many_to_many) if not field.primary_key}
    assert fields - set(form.fields) <= set(IN_NO_FORM)


def test_a_mistyped_code_is_an_error_at_its_field(client, root):
    career = Career.objects.first()
    page = client.get(address_of("change", Career, career.pk))
    for code in ("47-2031", "999"):
        response = client.post(page.request["PATH_INFO"], data_of(page) | {"code": code})
        assert "Write the code as O*NET does" in response.content.decode()
        assert f'value="{code}"' in response.content.decode()
        assert f'href="{career.get_absolute_url()}"' in response.content.decode(), "the link leads to what is saved"


def test_an_entry_under_the_longest_slugs_can_be_renamed(client, root):
    """Its old address is longer than any other: PostgreSQL would refuse what does not fit."""
    part = SubCluster.objects.first()
    for number, entry in enumerate((part.cluster.framework, part.cluster, part)):
        entry.slug = str(number) * 200
        entry.save()
    old = part.get_absolute_url()
    page = client.get(address_of("change", SubCluster, part.pk))
    assert client.post(page.request["PATH_INFO"], data_of(page) | {"slug": "short"}).status_code == 302
    assert client.get(old).status_code == 301
