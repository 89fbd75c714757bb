"""Fills a database with a framework for every state and territory: `python -m tests.bench.states`, VAR_DIR set.

Each is the original framework under other names, current, superseded or historical in turn, with suggestions from all
its clusters and pathways.
"""

import django

COUNT = 60


def main():
    django.setup()
    from explorer.models import ClusterSuggestion, CrosswalkRow, Framework, Status, SubClusterSuggestion

    original = Framework.objects.get(slug="original")
    clusters = list(original.clusters.all())
    paths = [path for cluster in clusters for path in cluster.sub_clusters.all()]
    rows = list(CrosswalkRow.objects.filter(old__framework=original))
    suggestions = list(SubClusterSuggestion.objects.filter(old__cluster__framework=original))
    for number in range(1, COUNT + 1):
        framework = copy(original, name=f"State {number} Career Fields", slug=f"state-{number}", short_name=f"state {number}",
                         status=Status.values[number % 3], position=100 + number)  # fmt: skip
        framework.save()
        new_clusters = copies(clusters, framework=framework)
        new_paths = copies(paths, cluster=lambda path, made=new_clusters: made[path.cluster_id])
        ClusterSuggestion.objects.bulk_create(
            ClusterSuggestion(old=new_clusters[row.old_id], new_id=row.new_id, reason=row.summary[:250], position=1)
            for row in rows
        )
        SubClusterSuggestion.objects.bulk_create(
            copy(one, old=new_paths[one.old_id], new=one.new) for one in suggestions
        )
    print(
        f"{COUNT} frameworks, {COUNT * len(clusters)} clusters, {COUNT * len(paths)} pathways, {COUNT * len(suggestions)} suggestions added."
    )


def copies(entries, **fields):
    """Save a copy of each entry and return them by the key of the one they are copied from."""
    made = {}
    for entry in entries:
        values = {name: value(entry) if callable(value) else value for name, value in fields.items()}
        made[entry.pk] = copy(entry, **values)
    type(entries[0]).objects.bulk_create(made.values())
    return made


def copy(entry, **fields):
    values = {
        field.attname: getattr(entry, field.attname) for field in entry._meta.concrete_fields if not field.primary_key
    }
    new = type(entry)(**values)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


if __name__ == "__main__":
    main()
