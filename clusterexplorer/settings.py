"""One settings file, driven by the environment. docs/configuration.md lists every variable."""

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from .admin_path import read_admin_path
from .backends import caches, database
from .environment import Environment
from .private_files import keep_database_private, keep_private
from .secret_key import secret_key
from .static_headers import add_headers

env = Environment()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).absolute()
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
keep_private(VAR_DIR, proxy_reads_static=BEHIND_PROXY)  # before anything is written

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = secret_key(os.environ.get("SECRET_KEY"), VAR_DIR / "secret_key")
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])

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
    "axes",
    "csp",
    "django_htmx",
    "lucide",
]

MIDDLEWARE = [
    "clusterexplorer.health.HealthMiddleware",  # before all that looks at the host, redirects or logs
    "clusterexplorer.request_ids.RequestIdMiddleware",  # around all others: their log lines have the request's id
    "whitenoise.middleware.WhiteNoiseMiddleware",  # before the next: see static_files.py
    "django.middleware.security.SecurityMiddleware",
    "explorer.pages.parameters.KnownParametersMiddleware",  # what no page reads makes no other page
    "explorer.publishing.page_cache.PageCacheMiddleware",  # all that comes after it is needed to build a page only
    "clusterexplorer.compression.CompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",  # who makes a change, for its history
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "clusterexplorer.faults.DatabaseFaultsMiddleware",
    "clusterexplorer.request_limits.BodyLimitMiddleware",
    "clusterexplorer.request_limits.RequestLimitsMiddleware",
    "axes.middleware.AxesMiddleware",  # the last one, as its documentation asks
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

env.int("DATABASE_POOL", default=4, least=1)  # looked at before backends.py takes it
DATABASES = {"default": database(env, VAR_DIR / "db.sqlite3")}
keep_database_private(DATABASES["default"])
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-us"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.time_zone("TIME_ZONE", default="America/New_York")
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "clusterexplorer.static_files.MinifiedStaticFilesStorage",
        "OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},  # nginx reads them
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nobody else's pages use them, and every header counts on an old phone
WHITENOISE_ADD_HEADERS_FUNCTION = add_headers
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # no page names the others, and compressing them doubles the time of a start
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
SHIPPED_COLLEGES = BASE_DIR / "fixtures" / "colleges.tsv.gz"

env.redis_url("CACHE_URL")
CACHES = caches(env)
DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True

# Pages that are the same for everyone: cached here until the content changes, and elsewhere for so many seconds.
PAGE_CACHE = env.bool("PAGE_CACHE", default=not DEBUG)
PAGE_SECONDS = env.int("PAGE_SECONDS", default=10)
STALE_PAGE_SECONDS = env.int("STALE_PAGE_SECONDS", default=60)

# "My school says": every cluster's page carries the names that so many frameworks have for it, the first by position.
MY_SCHOOL_FRAMEWORKS = env.int("MY_SCHOOL_FRAMEWORKS", default=12)

# Security: SECURITY.md says what is protected from whom.
# HTTPS=1 is for an installation that people reach by https; `make run` on one machine is not.
HTTPS = env.bool("HTTPS", default=False)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked by machines next door
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000) * HTTPS
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
# A district's other subdomains may have no https: only who runs them can decide that they need it from now on.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * env.int("SESSION_HOURS", default=12, least=1, most=10_000)
if HTTPS:  # by such a name no neighboring subdomain can plant one
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS")
CSRF_FAILURE_VIEW = "explorer.editing.csrf.form_not_from_here"
ADMIN_PATH = read_admin_path(env.str("ADMIN_PATH", default="admin/"))

TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=1, least=1)  # of ours, in a row: see client_address.py
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# What the site calls itself on paper, in files and for search engines. Empty: the address that a visitor uses.
PUBLIC_ADDRESS = env.origin("PUBLIC_ADDRESS")

# Whom visitors write to about the site: its page on accessibility says so.
CONTACT = env.contact("CONTACT")

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_HANDLER = "clusterexplorer.login_limits.LoginLimits"
AXES_LOCKOUT_PARAMETERS = "clusterexplorer.login_limits.what_counts"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "user_agent"]  # not in the log
AXES_FAILURE_LIMIT = 5  # wrong passwords for an account from an address, or from a browser that it knows
LOGIN_FAILURES_OF_AN_ACCOUNT = 100  # from all addresses, but for browsers that it knows
BUSY_ADDRESS = 50  # failures; then its passwords are checked one after another
MADE_UP_NAMES_STORED = 1_000
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "clusterexplorer.client_address.client_address"
AXES_USERNAME_CALLABLE = "clusterexplorer.login_limits.account_name"
AXES_LOCKOUT_CALLABLE = "clusterexplorer.login_limits.locked_out"
AXES_DISABLE_ACCESS_LOG = True  # no record of who logged in from where
AXES_ENABLE_ADMIN = AXES_VERBOSE = False

# How often a minute one address may ask for what no cache answers; 0: as often as it likes. A school of 2,000 has one
# address: what each student asks for anew has a limit that 1,000 of them don't reach together (see docs/running.md).
A_MINUTE = {
    "searches": env.int("SEARCHES_A_MINUTE", default=6_000),
    "quizzes": env.int("QUIZZES_A_MINUTE", default=6_000),
    "lists": env.int("LISTS_A_MINUTE", default=6_000),
    "pages": env.int("PAGES_A_MINUTE", default=1_200),  # all others: once made they are in the page cache
    "sheets": env.int("SHEETS_A_MINUTE", default=80),  # of PDF files, and pictures of results
}
RATELIMIT_USE_CACHE = "limits"
RATELIMIT_FAIL_OPEN = True
LARGEST_BODY = (
    env.int("LARGEST_BODY_MB", default=10, least=1, most=1000) * 1024 * 1024
)  # of any request, files included
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440  # of a form, files not included
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # the longest list of the admin has 200 rows of about 10 fields
DATA_UPLOAD_MAX_NUMBER_FILES = 10

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

LOG_FORMAT = env.choice(
    "LOG_FORMAT", ("text", "json"), default="text"
)  # text is for people, json for whoever collects logs
ACCESS_LOG = env.bool("ACCESS_LOG", default=False)  # a line for each request; else nginx in front writes it
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {  # both hide answers, and write a record as a line
        "text": {"()": "clusterexplorer.quiet_logs.TextFormatter"},
        "json": {"()": "clusterexplorer.quiet_logs.JsonFormatter"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json" if LOG_FORMAT == "json" else "text",
        }
    },
    "loggers": {
        "django": {"handlers": []},  # all through the one handler that hides answers
        # Anybody could fill the log with these: they are answered with 400.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django.security.TooManyFieldsSent": {"level": "CRITICAL"},
        "django.security.TooManyFilesSent": {"level": "CRITICAL"},
        "django.security.RequestDataTooBig": {"level": "CRITICAL"},
        "waitress.queue": {"level": "ERROR"},  # it warns of every request that waits for another
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "clusterexplorer.requests": {"level": "INFO" if ACCESS_LOG else "WARNING"},
    },
    "root": {"handlers": ["console"], "level": env.choice("LOG_LEVEL", LOG_LEVELS, default="WARNING")},
}

if SENTRY_DSN := env.dsn("SENTRY_DSN"):
    from .error_reports import start

    start(SENTRY_DSN)
