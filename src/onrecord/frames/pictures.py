"""Pictures in a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Connection

from onrecord.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A chart as a Vega-Lite specification; a notebook shows it as it is."""

    spec: dict[str, Any]

    def save(self, where: str | Path) -> Path:
        """Write it to a file that ends in .svg or .png; returns where."""
        from onrecord import charts

        path = Path(where)
        path.write_bytes(charts.render(self.spec, path.suffix.removeprefix(".")))
        return path

    def _repr_svg_(self) -> str:
        from onrecord import charts

        return charts.render(self.spec, "svg").decode()


def draw(connection: Connection, chart: str, **asked: Any) -> Picture:
    """The picture that a `charts.Question` asks for. `ConfigError` without Altair and vl-convert."""
    try:
        from onrecord import charts  # which is long to load, and not everybody has it
    except ModuleNotFoundError as error:
        raise ConfigError(f"charts need {error.name}: pip install 'onrecord[desk]'") from None
    return Picture(spec=charts.draw(connection, chart, charts.Question(**asked)))
