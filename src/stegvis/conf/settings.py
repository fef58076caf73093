"""Settings, all from the environment. `docs/reference/settings.md` lists them."""

from __future__ import annotations

from pathlib import Path

from csp.constants import SELF

from stegvis.conf.environment import Environment
from stegvis.web import languages

env = Environment.read()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.data_dir
DEMO = env.is_demo
TESTING = env.is_test
PRODUCTION = env.is_production
DEBUG = False
SECRET_KEY = env.secret_key
DATA_KEYS = env.data_keys
ALLOWED_HOSTS = env.hosts
CSRF_TRUSTED_ORIGINS = env.trusted_origins

# Ours first: their templates take the place of those of the others.
INSTALLED_APPS = [
    "stegvis.web",
    "stegvis.core.audit",
    "stegvis.core.organisations",
    "stegvis.core.accounts",
    "stegvis.core.access",
    "stegvis.core.forms",
    "stegvis.core.lists",
    "stegvis.core.codes",
    "stegvis.core.jobs",
    "stegvis.core.documents",
    "stegvis.core.notices",
    "stegvis.casework.people",
    "stegvis.casework.doubles",
    "stegvis.casework.cases",
    "stegvis.casework.papers",
    "stegvis.casework.situation",
    "stegvis.casework.plans",
    "stegvis.casework.journal",
    "stegvis.casework.meetings",
    "stegvis.casework.groups",
    "stegvis.casework.studies",
    "stegvis.casework.network",
    "stegvis.work.employers",
    "stegvis.work.opportunities",
    "stegvis.work.matching",
    "stegvis.work.placements",
    "stegvis.desk.myday",
    "stegvis.desk.person",
    "stegvis.desk.me",
    "stegvis.desk.workplace",
    "stegvis.desk.partner",
    "stegvis.desk.manage",
    "stegvis.desk.intake",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "stegvis.web.compressed.CompressedFilesMiddleware",
    "csp.middleware.CSPMiddleware",
    "stegvis.core.database.nul.NulMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "stegvis.core.documents.bodies.BodyLimitMiddleware",
    "stegvis.core.accounts.middleware.ActorMiddleware",
    "stegvis.core.accounts.middleware.LanguageMiddleware",
    "stegvis.core.accounts.middleware.SignInMiddleware",
    "stegvis.core.accounts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "stegvis.core.access.pages.RefusalMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "stegvis.conf.urls"
WSGI_APPLICATION = "stegvis.conf.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "stegvis.web.navigation.frame",
            ],
            "libraries": {"days": "stegvis.core.days"},
        },
    }
]

DATABASES = {"default": env.database}
APPLICATION_ROLE = env.application_role
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "stegvis_cache",
    }
}

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL

ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "stegvis.core.accounts.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/15m/key", "code_asked": "30/10m/ip"}
SOCIALACCOUNT_ADAPTER = "stegvis.core.accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_PROVIDERS = env.oidc_providers
SOCIALACCOUNT_LOGIN_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "stegvis.core.accounts.adapters.MFAAdapter"
MFA_TOTP_TOLERANCE = 1
SECOND_FACTOR = env.is_production
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.behind_proxy else 0

ACCOUNT_SESSION_REMEMBER = False
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-sessionid" if env.is_production else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if env.is_production else "csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = env.is_production
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31536000 if env.is_production else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.behind_proxy else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "frame-ancestors": ["'none'"],
        "form-action": [SELF],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 10
# More than any form takes, so that whoever chose too many is told so at the field.

LANGUAGE_CODE = "sv"
LANGUAGES = languages.CHOICES
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.time_zone
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = DATA_DIR / "documents"
FILE_UPLOAD_HANDLERS = ["stegvis.core.documents.uploading.InMemory"]
SCAN_COMMAND = env.scan_command
ACCESSIBILITY_CONTACT = env.accessibility_contact

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

EMAIL_BACKEND = env.email_backend
OUTBOX_DIR = DATA_DIR / "outbox"
EMAIL_FILE_PATH = str(OUTBOX_DIR)
SMS_URL, SMS_TOKEN, SMS_FROM = env.sms_url, env.sms_token, env.sms_from
DEFAULT_FROM_EMAIL = env.mail_from
globals().update(env.mail_settings)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {
        "console": {"class": "logging.StreamHandler"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Anybody can ask with a made-up host name; it is answered 400 and needs no traceback.
    "loggers": {"django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False}},
}
