"""Where a file for the admin lies between its rehearsal and its confirmation: under the data directory, for a day at most."""

import time
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.utils.text import get_valid_filename
from import_export.tmp_storages import TempFolderStorage

_ABANDONED = 24 * 3600  # seconds


class ImportFolder(TempFolderStorage):
    """A storage of django-import-export: one file, under a name nobody guesses."""

    def get_full_path(self) -> str:
        return str(self._folder() / get_valid_filename(Path(self.name).name))

    def save(self, data: bytes) -> None:
        self._tidy()
        self.name = f"{uuid4().hex}.import"
        path = Path(self.get_full_path())
        path.touch(mode=0o600)
        path.write_bytes(data)

    def read(self) -> bytes:
        return Path(self.get_full_path()).read_bytes()

    def _tidy(self) -> None:
        """Files that nobody confirmed within a day are erased."""
        for path in self._folder().glob("*.import"):
            with suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > _ABANDONED:
                    path.unlink()

    @staticmethod
    def _folder() -> Path:
        folder = Path(settings.DATA_DIR) / "imports"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder
