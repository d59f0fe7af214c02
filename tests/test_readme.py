"""README and the other pages tell the truth: their commands run, their links lead somewhere, their names exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from kg.cli import app

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted(
    page for page in ROOT.rglob("*.md")
    if not any(part.startswith(".") for part in page.relative_to(ROOT).parts) and page.parent.name != "dispatches"
)  # fmt: skip

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_FILE = re.compile(r"\b(?:data|kg|ontology|notebooks|benchmarks|tests)/[\w./-]*\w")


def blocks(language: str) -> list[str]:
    return [text for found, text in _BLOCK.findall(README) if found == language]


def commands() -> list[list[str]]:
    """Return the kg commands of README in their order, as lists of words."""
    lines = "".join(blocks("sh")).splitlines()
    return [words[1:] for line in lines if (words := shlex.split(line, comments=True)) and words[0] == "kg"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty folder in which `data/` is that of the checkout."""
    place = tmp_path_factory.mktemp("readme")
    (place / "data").symlink_to(ROOT / "data", target_is_directory=True)
    return place


def test_commands_and_python_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One test, for each command uses what the one before it made."""
    monkeypatch.chdir(folder)
    monkeypatch.delenv("KG_STORE", raising=False)
    assert len(commands()) > 8
    for words in commands():
        result = CliRunner().invoke(app, words)
        assert result.exit_code == 0, (words, result.output, result.exception)
        if words[0] not in {"build", "map", "export"}:
            head = 2 if words[0] == "query" and "csv" not in words else 1 if words[0] == "query" else 0
            assert len(result.stdout.splitlines()) > head, f"{words} finds nothing: a first try would disappoint"
    assert {"graph", "map.html", "graph.graphml"} <= {path.name for path in folder.iterdir()}

    (folder / "map.html").unlink()
    (python,) = blocks("python")
    exec(compile(python, "README.md", "exec"), {})
    assert (folder / "map.html").exists()


def test_make_targets() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    asked = re.findall(r"^make (\w+)", "".join(blocks("sh")), re.MULTILINE)
    assert asked == ["demo", "test"]
    for target in asked:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_readme_tells_of_every_command_and_of_no_other() -> None:
    help_text = CliRunner().invoke(app, ["--help"]).stdout
    listed = set(re.findall(r"^  (\w+) +\w", help_text[help_text.index("Commands") :], re.MULTILINE))
    known = set(get_command(app).commands)  # type: ignore[attr-defined]
    code = "\n".join([*blocks("sh"), *re.findall(r"`([^`\n]+)`", _BLOCK.sub("", README))])
    told = set(re.findall(r"^kg ([a-z]+)", code, re.MULTILINE))
    assert listed == known
    assert told == known


def test_options_of_readme_exist() -> None:
    known = {
        option for command in get_command(app).commands.values()  # type: ignore[attr-defined]
        for parameter in command.params for option in parameter.opts
    }  # fmt: skip
    assert set(re.findall(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*", README)) <= known


@pytest.mark.parametrize("page", PAGES, ids=[p.relative_to(ROOT).as_posix() for p in PAGES])
def test_links(page: Path) -> None:
    for link in _LINK.findall(page.read_text(encoding="utf-8")):
        target, _, _ = link.partition("#")
        if target and "://" not in target:
            assert (page.parent / target).exists(), f"{page.name}: {link}"


def test_files_named_in_readme_exist() -> None:
    named = set(_FILE.findall(README))
    assert "data/dispatches" in named
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
