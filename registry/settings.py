"""One settings file, read from the environment, safe when nothing is set. The variables are listed in README.md."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from registry.environment import database, number, said, switch
from registry.secrets import secret

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(said("DATA_DIR", str(BASE_DIR / "var"))).absolute()
DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)  # members in clear: for nobody else on the machine

DEBUG = switch("DEBUG")
HTTPS = switch("HTTPS")
SECRET_KEY = secret("SECRET_KEY", data_dir=DATA_DIR, must_be_long=HTTPS)
# Keys the digests of identity numbers and the chain of the history: losing it means losing both.
DIGEST_KEY = secret("DIGEST_KEY", data_dir=DATA_DIR, must_be_long=HTTPS)
ALLOWED_HOSTS = [host.strip() for host in said("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")]

# The province whose registry this is, and the place where its people work (GB/T 2260).
HOME_PROVINCE = number("HOME_PROVINCE", 360000)
HOST_PROVINCE = number("HOST_PROVINCE", 110000)

INSTALLED_APPS = [
    "members",
    "branches",
    "registry",
    "registry.adminsite.RegistryAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "import_export",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "registry.compression.PagesMiddleware",
    "csp.middleware.CSPMiddleware",
    "registry.history.requests.RequestIdMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "registry.accounts.attendance.AttendanceMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "registry.accounts.first_password.FirstPasswordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "registry.urls"
WSGI_APPLICATION = "registry.wsgi.application"

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
                "registry.navigation.menu",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "registry.templatetags.registry"],
        },
    }
]

DATABASES = {"default": database(f"sqlite:///{DATA_DIR / 'registry.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a writer waits at the door, never fails half-way with "database is locked"
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {  # on disk, so that the login throttle counts across processes
    "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": DATA_DIR / "cache"}
}

AUTH_USER_MODEL = "registry.User"
AUTHENTICATION_BACKENDS = ["registry.accounts.backend.AccountBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "registry.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "registry.accounts.adapter.ClosedAccountAdapter"
ACCOUNT_FORMS = {
    "login": "registry.accounts.forms.SignInForm",
    "change_password": "registry.accounts.forms.NewPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/15m/key"}  # five failures lock a name for a quarter of an hour
# Behind HTTPS there is a proxy; failures count by the visitor's address.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
MFA_ADAPTER = "registry.accounts.second_factor.EncryptedMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Registry of mobile branches"
MFA_TOTP_TOLERANCE = 1  # a code that changes while it is typed, or a phone half a minute off, still opens

# An unattended screen signs itself out; AttendanceMiddleware prolongs a session in use.
SESSION_COOKIE_AGE = 60 * number("IDLE_MINUTES", 30)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # of other names under the same domain we know nothing
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
SURVEY_MAX_BYTES = 200 * 1024 * 1024
# How long a name that only a third party handed in is kept unless it is confirmed.
LEAD_DAYS = number("LEAD_DAYS", 90)

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# How plaques are numbered: year and serial number of the award (branches/ceremonies/numbering.py).
PLAQUE_NUMBER_SCHEME = said("PLAQUE_NUMBER_SCHEME", "赣京流〔{year}〕{serial:03d}号")

# Papers: where the site is seen from outside (the code on a certificate leads there; unset: where the reader is), and folders
# with fonts for characters rarer than ours hold (docs/guide/ceremonies.en.md).
REGISTRY_PUBLIC_URL = said("PUBLIC_URL").rstrip("/")
REGISTRY_FONT_DIRS = [folder for folder in said("FONT_DIRS").split(os.pathsep) if folder]
# How many days a long print waits to be fetched before it is erased.
PRINT_DAYS = number("PRINT_DAYS", 7)

# What the site must know of the floors above it, it knows by name (docs/architecture.md).
REGISTRY_PREDECESSORS = "branches.divisions.lineage.predecessors_of"
REGISTRY_SUCCESSION = "branches.divisions.lineage.succession"  # what that asks, as a column
REGISTRY_PLACE_NAME = "branches.organisation.places.name_of"
REGISTRY_PLACE_NAMES = "branches.organisation.places.names_of"
REGISTRY_MEMBERS_FOLLOW = "members.roll.actions.follow_branch"  # moves the members of a branch that is merged
REGISTRY_FORMAL_MEMBERS = "members.roll.counts.formal_by_home"  # what a county without a branch could found
REGISTRY_DESK: list[str] = [  # the cards of the first page, in their order
    "members.roll.desk.waiting",
    "members.surveys.desk.files",
    "members.surveys.campaigns.desk.outstanding",
    "members.roll.desk.figures",
    "members.roll.desk.knowns",
    "branches.organisation.desk.to_look_at",
    "branches.ceremonies.desk.next_ceremony",
    "branches.ceremonies.desk.awaiting",
    "branches.ceremonies.desk.unfinished",
    "branches.organisation.desk.figures",
    "branches.coverage.desk.figures",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
