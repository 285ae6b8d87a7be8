"""The API against its own description: schemathesis asks for what it allows and for what it does not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.config import SchemathesisConfig

from onrecord.ledger import accounts, open_ledger
from onrecord.ledger.accounts import Role
from onrecord.web import create_app
from tests.web.conftest import serving

#: 422 is an honest answer to what no schema can tell: a cursor that is made up, 30 February, a contest that nobody knows.
CONFIG = {"checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "401", "403", "404", "409", "422"]}}}


api = schemathesis.openapi.from_dict(
    create_app(open_ledger(":memory:")).openapi(), config=SchemathesisConfig.from_dict(CONFIG)
)


@pytest.fixture(scope="module")
def bench(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a desk over a copy of the demo ledger, and an administrator's token."""
    copy = tmp_path_factory.mktemp("desk") / "demo.db"
    shutil.copy(demo, copy)
    with open_ledger(copy) as ledger, ledger.writing() as connection:
        accounts.add(connection, "Ada", Role.ADMIN, "no hash")
        token = accounts.add_token(connection, "Ada", "test")
    with serving(copy) as address:
        yield address, {"Authorization": f"Bearer {token}"}


@pytest.mark.slow
@api.parametrize()
@settings(
    max_examples=10,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_the_api_does_what_it_says(case: Any, bench: tuple[str, dict[str, str]]) -> None:
    address, headers = bench
    case.call_and_validate(base_url=address, headers=headers)
