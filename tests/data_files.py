"""The data files, read as other systems read them."""

import csv
import io
import json

from explorer.data.files import career_file, crosswalk_file, framework_file
from explorer.models import Framework


def read(file):
    return json.loads(file.json)


def rows(file):
    return list(csv.DictReader(io.StringIO(file.csv.decode("utf-8-sig"), newline=""), strict=True))


def all_files():
    frameworks = [framework_file(framework.slug) for framework in Framework.objects.order_by("slug")]
    return [*frameworks, crosswalk_file(), career_file()]
