"""What both zones share. A zone's own module adds its name, apps, URLs, database, cookies and keys."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from config import environment, logs, stores

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(environment.read("DATA_DIR") or BASE_DIR / "data").resolve()
PROFILE = environment.read("HALL_PROFILE")
if PROFILE not in ("embedded", "production"):
    raise SystemExit(f"HALL_PROFILE must be embedded or production; it is {PROFILE!r}.")
EMBEDDED = PROFILE == "embedded"
TLS = not EMBEDDED and environment.flag("HALL_TLS")
DEMO = EMBEDDED and environment.flag("HALL_DEMO")
DEBUG = False
# Seals that the house made itself and that say 演示; in production the operator brings real ones.
DEMO_SEALS = EMBEDDED
PUBLIC_URL = environment.read("PUBLIC_URL").rstrip("/")
EXCHANGE_PEER_KEYS = environment.read("EXCHANGE_PEER_KEYS")
CLAMD = environment.read("CLAMD")
# Functions of this zone that tell the operator what does not keep it from serving (`config.health.notices`).
OPERATOR_NOTICES: list[str] = []
HALL_FONT_DIR = environment.read("HALL_FONT_DIR")
# Working days in which the office means to answer an applicant's question; a promise of service, not a limit of law.
TALK_ANSWER_DAYS = int(environment.read("TALK_ANSWER_DAYS"))

SHARED_APPS = [
    "ledger",
    "exchange",
    "powers",
    "workflow",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
]
# Headers first, so that static files, redirects and refusals carry them too.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.PrivacyHeaders",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.SessionLimits",
    "config.middleware.LoginByDefault",
    "django.contrib.messages.middleware.MessageMiddleware",
    "config.middleware.Refusals",
    "axes.middleware.AxesMiddleware",
]
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
                "config.frame.frame",
                "config.navigation.navigation",
            ]
        },
    }
]

ALLOWED_HOSTS = environment.listed("ALLOWED_HOSTS") or ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = environment.listed("CSRF_TRUSTED_ORIGINS")
CACHES = {"default": stores.cache(environment.read("REDIS_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "powers.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "powers.backends.AccountBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "powers.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"

AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
# The account is locked, wherever the guesses come from; guesses over many accounts meet the login page's own counter.
AXES_LOCKOUT_PARAMETERS = ["username"]
# Whether to ask for a place on the browsers' preload list is for the owner of the domain.
SILENCED_SYSTEM_CHECKS = ["axes.W006", "security.W021"]
# The login page's field; axes would take the model's, and then never find the failures of a right password.
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "config.refusals.login_fingerprint"
AXES_LOCKOUT_CALLABLE = "config.refusals.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_SENSITIVE_PARAMETERS = [
    "username",
    "login",
    "password",
    "ip_address",
    "phone",
    "email",
    "id_number",
    "code",
]
AXES_DISABLE_ACCESS_LOG = True

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
COOKIE_PREFIX = "__Host-" if TLS else ""
CSRF_FAILURE_VIEW = "config.refusals.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 86400 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = TLS
SECURE_SSL_REDIRECT = TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TLS else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

# One file may have 20 MB, one request 100 MB, one application 200 MB, one person a day 500 MB; the text of one form 1 MB.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
UPLOAD_MAX_BYTES = 20 * 1024 * 1024
UPLOAD_TOTAL_BYTES = 100 * 1024 * 1024
UPLOAD_CASE_BYTES = 200 * 1024 * 1024
UPLOAD_DAY_BYTES = 500 * 1024 * 1024
UPLOAD_DAY_FILES = 300
FILE_UPLOAD_HANDLERS = [
    "config.uploads.WholeRequestLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = Path(environment.read("STATIC_ROOT") or DATA_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = ["config.assets.Files", "config.assets.Bundle"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Uploads are private to the process; what every browser may fetch must be readable by the process that serves it.
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
        "OPTIONS": {"file_permissions_mode": 0o644},
    },
}
vars().update(stores.mail(environment.read("EMAIL_URL"), folder=DATA_DIR / "mail"))
MAIL_FROM = environment.read("MAIL_FROM")
# A notice is offered only by a way that leads somewhere: files count as such in a demonstration alone.
SMS_GATEWAY = environment.read("SMS_GATEWAY") or ("workflow.notices.sms.FileGateway" if EMBEDDED else "")
SENDS_LETTERS = EMBEDDED or bool(environment.read("EMAIL_URL"))

LOGGING = logs.configuration(environment.read("LOG_LEVEL"))
CELERY_TIMEZONE = TIME_ZONE
