#!/usr/bin/env python
"""The door from the shell: `python manage.py help` lists what can be done."""

import os
import sys

from django.core.management import execute_from_command_line

from registry.terminal import told_in_a_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "registry.settings")
    with told_in_a_line():
        execute_from_command_line(sys.argv)
