"""A worker for the bench: it loads everything first, says so, and on a line of input does what there is to do."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "registry.settings")
django.setup()

from branches.divisions.names import place_index  # noqa: E402
from members.roll.changes import name_columns  # noqa: E402
from members.surveys.works import applying  # noqa: E402, F401
from registry.jobs.running import take_turn  # noqa: E402

place_index()
name_columns("单小红")
print("ready", flush=True)
sys.stdin.readline()
while take_turn():
    pass
