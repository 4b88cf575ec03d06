"""The house keeps its order: floors, translations, migrations."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from registry import catalogue

ROOT = Path(__file__).parent.parent


def test_no_room_knows_a_room_above_it():
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", catalogue.CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_everything_said_is_translated(path):
    assert catalogue.faults(path, catalogue.said()) == []


@pytest.mark.django_db
def test_the_models_and_their_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
