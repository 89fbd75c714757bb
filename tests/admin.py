"""What tests do in the admin as an editor does: its addresses, its forms, and a page of every kind to try them on."""

from django.urls import reverse

from explorer.models import Career, Program
from explorer.models.history import last_record

from .factories import (
    add_course,
    add_major,
    create_career,
    create_cluster,
    create_course,
    create_framework,
    create_learn_page,
    create_major,
    create_part,
    create_picked_list,
    create_practice,
    create_quiz_item,
    create_resource,
    create_row,
    create_signpost,
    create_skill,
    create_small_framework,
    create_sub_cluster,
    create_suggestion,
    create_term,
    lead_to,
)


def create_everything(*, name="Modernized", clusters=3):
    """At least one entry of every kind, and more of what stands under a cluster if there are more clusters."""
    framework = create_small_framework(name=name, clusters=clusters)
    other = create_cluster(framework=create_framework(name=f"Other than {name}"))
    there = create_sub_cluster(cluster=other)
    for cluster in framework.clusters.all():
        create_part(cluster=cluster)
        create_row(old=cluster, new=other)
        create_suggestion(old=cluster, new=other)
        for sub_cluster in cluster.sub_clusters.all():
            create_suggestion(old=sub_cluster, new=there)
            create_career(code=f"47-{1000 + Career.objects.count()}.00", sub_clusters=[sub_cluster])
        create_picked_list(name=f"List {name} {cluster.name}", careers=Career.objects.all()[:2])
        create_signpost(name=f"Signpost {name} {cluster.name}")
        create_term(name=f"Term {name} {cluster.name}")
        create_learn_page(name=f"Page {name} {cluster.name}")
        create_practice(name=f"Practice {name} {cluster.name}")
        create_resource(name=f"Resource {name} {cluster.name}")
        create_quiz_item(cluster=cluster, slug=f"{framework.slug}-{cluster.slug}")
    for program in Program.objects.filter(placements__sub_cluster__cluster__framework=framework):
        create_skill(program=program)
        add_course(program, create_course())
        add_major(program, create_major())
        lead_to(program, Career.objects.first())


def list_url(model):
    return reverse(f"admin:explorer_{model._meta.model_name}_changelist")


def change_url(entry):
    return reverse(f"admin:explorer_{entry._meta.model_name}_change", args=[entry.pk])


def deleted_url(model):
    return reverse(f"admin:explorer_{model._meta.model_name}_deleted")


def delete_url(entry):
    return reverse(f"admin:explorer_{entry._meta.model_name}_delete", args=[entry.pk])


def form_data(response):
    """What the browser would send back, unchanged: the form and its inlines."""
    forms = [response.context["adminform"].form]
    data = {}
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for name in form.fields:
            value = form[name].value()
            if isinstance(value, str):
                value = value.replace("\n", "\r\n")  # as browsers do
            if value is not None and value is not False:
                data[form.add_prefix(name)] = value
    return data


def delete_in_admin(client, entry):
    response = client.post(delete_url(entry), {"post": "yes"})
    assert response.status_code == 302
    assert not type(entry)._base_manager.filter(pk=entry.pk).exists()


def bring_back_in_admin(client, model, pk):
    record = last_record(model, pk).history_id
    return client.post(deleted_url(model), {"record": record}, follow=True).content.decode()
