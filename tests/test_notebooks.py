"""The notebooks run from top to bottom, in any folder, and are stored without what came out."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = [path.stem for path in NOTEBOOKS]


def cells(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_there_are_notebooks() -> None:
    assert "01_first_graph" in NAMES


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_stored_without_output(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "python3"
    for cell in cells(notebook):
        assert (cell.outputs, cell.execution_count) == ([], None), cell.source


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_runs(path: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    # A cell that fails raises an error that shows the cell.
    NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    outputs = [output for cell in cells(notebook) for output in cell.outputs]
    assert [o for o in outputs if o.output_type == "error" or o.get("name") == "stderr"] == []
    tables = [
        o.data["text/html"] for o in outputs if "text/html" in o.get("data", {}) and "<table" in o.data["text/html"]
    ]
    assert tables
    assert all("<td>" in table for table in tables), "a table is empty"


def test_the_first_graph_leaves_store_and_map(tmp_path: Path) -> None:
    """The text of the notebook says where the map lies."""
    notebook = nbformat.read(ROOT / "notebooks" / "01_first_graph.ipynb", as_version=4)
    text = "\n".join(cell.source for cell in notebook.cells)
    assert "first_graph/map.html" in text
    assert 'Path("first_graph")' in text
