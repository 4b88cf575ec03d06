"""``work``: does what waits to be done beside the pages, part by part, until it is told to end."""

import logging
import os
import signal
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections, connection

from registry.jobs.running import take_turn

_IDLE = 1.0  # seconds between two looks when there is nothing to do
_PATIENCE = 2.0  # seconds until a database that went away is asked again
log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Carries out jobs. Several may run at once; one that dies is replaced by any other."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--until-idle", action="store_true", help="end when nothing is left to do")

    def handle(self, *, until_idle: bool = False, **options: Any) -> None:
        self._is_ending = False
        keeper = os.getppid()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, self._end)
        while not self._is_ending and os.getppid() == keeper:
            if self._turn():
                continue
            if until_idle:
                return
            time.sleep(_IDLE)

    def _turn(self) -> bool:
        """One part; whether there was anything to do. A database that is away for a moment is waited for."""
        close_old_connections()
        try:
            return take_turn()
        except (OperationalError, InterfaceError) as error:
            log.warning("The database is away; trying again: %s", error)
            connection.close()
            time.sleep(_PATIENCE)
            return True

    def _end(self, _signal: int, _frame: FrameType | None) -> None:
        self._is_ending = True
