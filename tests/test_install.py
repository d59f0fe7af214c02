"""The wheel carries everything: put into an empty folder, kg works from anywhere without the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
STORY = "French President Emmanuel Macron met German Chancellor Angela Merkel in Berlin on 5 July 2018."


def run(*command: str | Path, cwd: Path, **env: str) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, command)],
        capture_output=True, text=True, check=False, cwd=cwd, env={**os.environ, **env}, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def pip(*args: str | Path, cwd: Path) -> None:
    """Run pip without the network and without looking for newer versions of itself."""
    run("-m", "pip", *args, "--no-deps", "--no-index", "--quiet", "--disable-pip-version-check", cwd=cwd)


def tree() -> set[str]:
    """Return the files and folders at the top of the checkout, and those named after builds anywhere."""
    return {p.name for p in ROOT.iterdir()} | {str(p) for p in ROOT.rglob("*.egg-info")}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    before = tree()
    pip("wheel", ROOT, "--no-build-isolation", "-w", folder, cwd=folder)
    left = {name for name in tree() - before if not name.startswith(".")}
    assert not left, "building leaves files in the checkout"
    (made,) = folder.glob("ir_kg-*.whl")
    return made


@pytest.fixture(scope="module")
def site(wheel: Path) -> Path:
    folder = wheel.parent / "site"
    pip("install", "--target", folder, wheel, cwd=wheel.parent)
    return folder


def wanted(name: str) -> set[str]:
    """Return the files of a folder of the checkout that belong to kg."""
    return {
        p.relative_to(ROOT).as_posix()
        for p in (ROOT / name).rglob("*")
        if p.is_file() and "__pycache__" not in p.parts and not any(part.startswith(".") for part in p.parts[-2:])
    }


def test_the_wheel_holds_package_ontology_and_data(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if name.startswith("kg/")}
    missing = {f for f in wanted("ontology") | wanted("data") if f"kg/{f}" not in held} | (wanted("kg") - held)
    assert not missing
    for name in ("kg/ontology/ir.ttl", "kg/data/states.csv", "kg/map.html"):
        assert name in held


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}
        meta = archive.read(next(n for n in archive.namelist() if n.endswith("METADATA"))).decode()
    assert {top for top in tops if not top.endswith(".dist-info")} == {"kg"}
    assert "Name: ir-kg" in meta
    assert "License-Expression: MIT" in meta


def test_it_works_from_any_folder(site: Path, tmp_path: Path) -> None:
    env = {"PYTHONPATH": str(site)}
    where = Path(run("-c", "import kg; print(kg.__file__)", cwd=tmp_path, **env).strip())
    assert where.is_relative_to(site)
    assert run("-m", "kg", "--version", cwd=tmp_path, **env).startswith("kg ")

    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    lines = run("-m", "kg", "extract", "story.txt", cwd=tmp_path, **env).splitlines()
    (met,) = [record for record in map(json.loads, lines) if record["relation"] == "met"]
    assert (met["source"][0]["country"], met["target"][0]["country"], met["date"]) == ("FRA", "DEU", "2018-07-05")
    assert "who-met-whom" in run("-m", "kg", "query", "--list", cwd=tmp_path, **env)


def test_the_command_is_installed(site: Path) -> None:
    (points,) = site.glob("ir_kg-*.dist-info/entry_points.txt")
    assert "kg = kg.cli:main" in points.read_text(encoding="utf-8")
