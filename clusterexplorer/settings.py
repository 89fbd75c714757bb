"""One settings file, driven by the environment. README.md lists every variable."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF

from .backends import caches, database
from .secret_key import read_or_make_secret_key
from .static_headers import add_headers

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).absolute()

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or read_or_make_secret_key(VAR_DIR / "secret_key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])

INSTALLED_APPS = [
    "explorer.apps.ExplorerConfig",
    "explorer.apps.ContentAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "lucide",
]

MIDDLEWARE = [
    "whitenoise.middleware.WhiteNoiseMiddleware",  # before the next: see static_headers.py
    "django.middleware.security.SecurityMiddleware",
    "explorer.kept_pages.KeptPagesMiddleware",  # all that comes after it is needed to build a page only
    "clusterexplorer.compression.CompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "clusterexplorer.faults.DatabaseFaultsMiddleware",
]

ROOT_URLCONF = "clusterexplorer.urls"
WSGI_APPLICATION = "clusterexplorer.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": database(env, VAR_DIR / "db.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "en-us"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.str("TIME_ZONE", default="America/New_York")
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "clusterexplorer.static_files.MinifiedStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nobody else's pages use them, and every header counts on an old phone
WHITENOISE_ADD_HEADERS_FUNCTION = add_headers
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # no page names the others, and compressing them doubles the time of a start
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

CACHES = caches(env, VAR_DIR / "cache" / "files")
DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True

# Pages that are the same for everyone: kept here until the content changes, and elsewhere for so many seconds.
PAGES_KEPT = env.bool("PAGES_KEPT", default=not DEBUG)
PAGE_SECONDS = env.int("PAGE_SECONDS", default=10)
STALE_PAGE_SECONDS = env.int("STALE_PAGE_SECONDS", default=60)

# "My school says": every cluster's page carries the names that so many frameworks have for it, the first by position.
MY_SCHOOL_FRAMEWORKS = env.int("MY_SCHOOL_FRAMEWORKS", default=12)

# Security. HTTPS=1 is for an installation that people reach by https; `make run` on one machine is not.
HTTPS = env.bool("HTTPS", default=False)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY = {
    feature: [] for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"hide_answers": {"()": "clusterexplorer.quiet_logs.HideAnswers"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["hide_answers"]}},
    "loggers": {
        "django": {"handlers": []},  # all through the one handler that hides answers
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
