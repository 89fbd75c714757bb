"""The settings of the tests: the real ones, with plain static files and a quick password hasher."""

from clusterexplorer.settings import *  # noqa: F403

SECRET_KEY = "tests-only"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # live_server finds files by their plain names; the hashed ones are tested on the production server.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
