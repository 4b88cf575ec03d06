"""The settings of the tests: the site's own, but quick, alike on every machine, and far from anybody's data.

``REGISTRY_DATABASE_URL`` chooses the database as everywhere (see tests/postgres.py); only its name is then test_...
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_data_dir = tempfile.mkdtemp(prefix="registry-tests-")  # one for each process, so that workers never meet
atexit.register(shutil.rmtree, _data_dir, ignore_errors=True)
os.environ["REGISTRY_DATA_DIR"] = _data_dir
os.environ["REGISTRY_SECRET_KEY"] = "a key that guards nothing"
os.environ["REGISTRY_DIGEST_KEY"] = "a key that hides nothing"
for _name in ("DEBUG", "HTTPS", "ALLOWED_HOSTS", "HOME_PROVINCE", "HOST_PROVINCE", "IDLE_MINUTES"):
    os.environ.pop(f"REGISTRY_{_name}", None)
# Playwright's loop runs in the thread that also asks the database; nothing here is asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from registry.settings import *  # noqa: E402, F403
from registry.settings import DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT.mkdir(exist_ok=True)
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file and not memory: the live server's threads need connections of their own.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(_data_dir) / "test.sqlite3")}
