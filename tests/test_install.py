"""The wheel carries ontology and data, and works from any folder without the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
def test_the_wheel_works_from_any_folder(tmp_path: Path) -> None:
    source = tmp_path / "source"
    ignore = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", "demo")
    shutil.copytree(ROOT, source, ignore=ignore)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    built = subprocess.run(
        [*pip, "wheel", str(source), "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("ir_kg-*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"kg/ontology/ir.ttl", "kg/data/states.csv", "kg/data/cues.yaml", "kg/map.html"} <= names
    assert any(name.startswith("kg/ontology/queries/") for name in names)

    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    subprocess.run([*pip, "install", "--no-deps", "--target", str(site), str(wheel)], check=True)
    elsewhere.mkdir()
    (elsewhere / "story.txt").write_text("France met Germany on Monday.", encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(site)}

    def run(*args: str) -> str:
        return subprocess.run(
            [sys.executable, *args], capture_output=True, text=True, check=True, cwd=elsewhere, env=env
        ).stdout

    assert Path(run("-c", "import kg; print(kg.__file__)").strip()).is_relative_to(site)
    assert '"met"' in run("-m", "kg", "extract", "story.txt")
    assert "who-met-whom" in run("-m", "kg", "query", "--list")
