from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from onrecord import datafiles
from onrecord.errors import ConfigError


def test_without_a_folder_there_is_the_packaged_file_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONRECORD_REGISTRY", raising=False)
    assert [source for source, _ in datafiles.texts("onrecord.registry", "data/figures.csv")] == ["figures.csv"]


def test_a_users_file_comes_after_the_packaged_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_REGISTRY", str(tmp_path))
    own = tmp_path / "figures.csv"
    assert len([*datafiles.texts("onrecord.registry", "data/figures.csv")]) == 1
    own.write_bytes(b"\xef\xbb\xbfname\nAda")  # as a spreadsheet saves it
    assert [*datafiles.texts("onrecord.registry", "data/figures.csv")][1] == (str(own), "name\nAda")


def test_what_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_REGISTRY", str(tmp_path))
    (tmp_path / "figures.csv").write_bytes("Julián".encode("latin-1"))
    with pytest.raises(ConfigError, match=r"figures\.csv: byte 4 is no UTF-8; save the file as UTF-8"):
        list(datafiles.texts("onrecord.registry", "data/figures.csv"))
    monkeypatch.setenv("ONRECORD_REGISTRY", str(tmp_path / "nowhere"))
    with pytest.raises(ConfigError, match=r"nowhere is no folder; name one that holds caucuses\.csv, contests\.toml"):
        list(datafiles.texts("onrecord.registry", "data/figures.csv"))


def test_rows_skip_remarks_and_fill_what_is_left_out() -> None:
    text = '# a remark\na,b,c\n\n1, "2, 3"\n'.replace(", ", ",", 1)
    assert [*datafiles.rows(text, "x.csv", ("a", "b", "c"))] == [{"a": "1", "b": "2, 3", "c": ""}]
    assert datafiles.listed("a| b||") == ("a", "b")


@pytest.mark.parametrize("name", datafiles.NAMES)
def test_every_file_that_a_user_may_have_is_packaged(name: str) -> None:
    places = [("onrecord.registry", "data"), ("onrecord.article", "")]
    assert any(files(package).joinpath(folder, name).is_file() for package, folder in places)
