from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand

from explorer.models import CONTENT_MODELS, College, RetiredAddress

GROUP_NAME = "Editors"
OF_COLLEGES = [f"{action}_{College._meta.model_name}" for action in ("view", "change")]  # imports add them


class Command(BaseCommand):
    help = "Create the group 'Editors', whose members can edit content and nothing else, or bring it up to date."

    def handle(self, **options):
        models = [model._meta.model_name for model in (*CONTENT_MODELS, RetiredAddress)]
        permissions = Permission.objects.filter(content_type__app_label="explorer", content_type__model__in=models)
        permissions |= Permission.objects.filter(content_type__app_label="explorer", codename__in=OF_COLLEGES)
        group, created = Group.objects.get_or_create(name=GROUP_NAME)
        group.permissions.set(permissions)
        self.stdout.write(
            f"{'Created' if created else 'Updated'} the group {GROUP_NAME}: {len(permissions)} permissions."
        )
