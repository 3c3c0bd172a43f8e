"""Where things live on this office's machine. Everything can be moved by ``SOHOA_HOME``."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Config:
    """Folders of one installation.

    Attributes:
        home: folder of the store and of the pictures taken in.
        store_url: SQLAlchemy address of the store; SQLite below ``home`` unless ``SOHOA_STORE`` says otherwise.
    """

    home: Path
    store_url: str

    @property
    def pictures(self) -> Path:
        """Folder of delivered and prepared pictures."""
        return self.home / "pictures"


def load() -> Config:
    """Return the configuration from the environment (``SOHOA_HOME``, ``SOHOA_STORE``)."""
    home = Path(os.environ.get("SOHOA_HOME") or Path.home() / "sohoa").expanduser().resolve()
    return Config(home, os.environ.get("SOHOA_STORE") or f"sqlite:///{(home / 'sohoa.db').as_posix()}")


ROOT = Path(__file__).resolve().parent.parent
"""The checkout: models and samples lie below it."""
