"""The notebooks of the docs run from start to end, as whoever opens them runs them."""

import json
import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

import custmdm as cm

FOLDER = Path(__file__).parents[1] / "docs" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
PICTURE = "application/vnd.vegalite.v5+json"
# How many pictures each has at least; a name that is no notebook, or lacks here, fails.
PICTURES = {"chinese-crm": 4, "choosing-thresholds": 4, "first-match": 6}
# What the reader is told to look at: it has to be there.
TOLD = {
    "chinese-crm": ("同一客户，二者匹配", "读音相符", "日期不存在", "<Labeller: "),
    "choosing-thresholds": (
        "50 labels, 95 % intervals",
        "by costs: precision",
        "<Labeller: ",
        "<iframe srcdoc=",
    ),
    "first-match": ("customers of more than one record", "shop:u50014 | birthday", "golden_id"),
}


def _run(path, folder):
    """Run a notebook in a folder, in a kernel that sees our package and no settings of the user."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, kernel_name="python3", timeout=240, resources={"metadata": {"path": str(folder)}}
    )
    env = os.environ | {
        "PYTHONPATH": str(Path(cm.__file__).parents[1]),
        "IPYTHONDIR": str(folder / "ipython"),
    }
    try:
        client.execute(env=env)
    except CellExecutionError as error:
        at = len([cell for cell in notebook.cells if cell.get("execution_count")])
        pytest.fail(f"{path.name}, code cell {at}: {error}")
    return notebook


def _outputs(notebook):
    return [output for cell in notebook.cells for output in cell.get("outputs", ())]


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem, scope="module")
def ran(request, tmp_path_factory):
    """Return the name of a notebook and what it holds after a run."""
    return request.param.stem, _run(request.param, tmp_path_factory.mktemp("notebook"))


def test_there_are_three_notebooks():
    assert [path.stem for path in NOTEBOOKS] == sorted(PICTURES)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_holds_no_output_and_names_no_machine(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert cells
    for cell in cells:
        assert (cell.outputs, cell.execution_count, cell.metadata) == ([], None, {})
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert notebook.metadata.language_info == {"name": "python"}


def test_a_notebook_runs_from_start_to_end_without_a_warning(ran):
    _, notebook = ran
    wrong = [o for o in _outputs(notebook) if o.get("name") == "stderr" or "ename" in o]
    assert wrong == []


def test_its_pictures_are_there_and_draw_something(ran):
    name, notebook = ran
    bundles = [output.data for output in _outputs(notebook) if PICTURE in output.get("data", ())]
    assert len(bundles) >= PICTURES[name]
    for bundle in bundles:
        assert bundle["image/svg+xml"].startswith("<svg")
        assert any(bundle[PICTURE]["datasets"].values())


def test_what_the_reader_is_told_to_look_at_is_there(ran):
    name, notebook = ran
    shown = json.dumps([dict(output) for output in _outputs(notebook)], ensure_ascii=False)
    assert [text for text in TOLD[name] if text not in shown] == []


def test_a_cell_that_fails_says_which(tmp_path):
    cells = [nbformat.v4.new_code_cell(text) for text in ("one = 1", "one / 0", "one")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path := tmp_path / "broken.ipynb")
    with pytest.raises(pytest.fail.Exception, match=r"(?s)broken.ipynb, code cell 2:.*one / 0"):
        _run(path, tmp_path)
