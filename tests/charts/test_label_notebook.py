"""Labelling in a real JupyterLab: keys and buttons, what is saved, and what it goes on from."""

import contextlib
import csv
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

import custmdm as cm

pytestmark = pytest.mark.slow

TOKEN = "of-this-test"  # noqa: S105
SCRIPT = "<script>document.title = 'gotcha'</script>"
IDLE = (
    "const panel = window.jupyterapp?.shell.currentWidget;"
    "return panel?.sessionContext?.session?.kernel?.status === 'idle'"
)
CELL = """
import custmdm as cm

rows = [
    {{"id": 1, "name": {script!r}, "phone": "+14155550101", "mobile": "+14155550102"}},
    {{"id": 2, "name": {script!r} + " Lee", "phone": "+14155550101", "mobile": "+14155550109"}},
    {{"id": 3, "name": "王小明", "note": "北京市朝阳区"}},
    {{"id": 4, "name": "王晓明", "note": "北京 " + "很长" * 2000}},
    {{"id": 5, "name": 'Ann "Nan" Lee'}},
    {{"id": 6, "name": "Anna <b>Lee</b>", "mobile": "+14155550103"}},
]
kinds = {{"name": "person_name", "phone": "phone", "mobile": "phone", "note": "text"}}
result = cm.resolve(rows, key="id", source="crm", kinds=kinds)
pairs = [("crm:1", "crm:2"), ("crm:3", "crm:4"), ("crm:5", "crm:6")]
cm.charts.label(result, pairs=pairs, masked=False, {more})
"""


def _free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Start JupyterLab in a folder of its own; return its address and the folder."""
    own = tmp_path_factory.mktemp("jupyter")
    env = {f"JUPYTER_{name}_DIR": str(own / name) for name in ("CONFIG", "RUNTIME", "DATA")}
    env |= {"HOME": str(own / "home"), "IPYTHONDIR": str(own / "ipython")}
    env["PYTHONPATH"] = str(Path(cm.__file__).parents[1])
    # It asks whether it may fetch news, in the middle of the picture.
    told = own / "CONFIG/lab/user-settings/@jupyterlab/apputils-extension"
    told.mkdir(parents=True)
    settings = {"fetchNews": "false", "checkForUpdates": False}
    (told / "notification.jupyterlab-settings").write_text(json.dumps(settings))
    (own / "work").mkdir()
    port = _free_port()
    with (own / "log").open("w") as log:
        started = subprocess.Popen(
            [
                sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root",
                "--expose-app-in-browser", f"--port={port}", "--ServerApp.port_retries=0",
                "--ServerApp.ip=127.0.0.1", f"--IdentityProvider.token={TOKEN}",
                "--LabApp.extension_manager=readonly",
            ],
            cwd=own / "work", env=os.environ | env, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        _until(lambda: _answers(f"{address}/api?token={TOKEN}"), (own / "log").read_text)
        yield address, own / "work"
    finally:
        started.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            started.wait(20)
        started.kill()


@pytest.fixture
def lab(browser, server, request):
    """Return a function that opens a notebook of one cell in JupyterLab."""
    address, work = server
    folder = work / request.node.name
    folder.mkdir()
    yield lambda cell: Lab(browser, address, folder, cell)
    browser.driver.get("about:blank")


class Lab:
    """A notebook that is open in JupyterLab."""

    def __init__(self, browser, server, work, cell):
        self.browser, self.work = browser, work
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        code = {
            "cell_type": "code", "id": "one", "source": cell, "metadata": {}, "outputs": [],
            "execution_count": None,
        }  # fmt: skip
        notebook = {
            "nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel},
            "cells": [code],
        }  # fmt: skip
        (work / "label.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
        browser.driver.set_window_size(1280, 900)
        browser.driver.get(f"{server}/lab/tree/{work.name}/label.ipynb?token={TOKEN}&reset")
        _until(lambda: browser.run(IDLE))

    def command(self, name):
        self.browser.run(f"window.jupyterapp.commands.execute('{name}')")

    def text(self, part):
        """Return what a part of the labeller says."""
        return self.browser.run(
            "return document.querySelector('.custmdm-label ' + arguments[0])?.innerText", part
        )

    def shows(self, told, part=".counter"):
        _until(lambda: self.text(part) == told, lambda: f"for {told}: {self.text('.top')}")

    def click(self, selector):
        self.browser.run("document.querySelector(arguments[0]).click()", selector)

    def focus(self):
        self.browser.run("document.querySelector('.custmdm-label').focus()")

    def press(self, *keys):
        self.browser.driver.switch_to.active_element.send_keys(*keys)

    def cells(self):
        return self.browser.run("return document.querySelectorAll('.jp-Cell').length")

    def saved(self, name="labels.csv"):
        path = self.work / name
        if not path.exists():
            return []
        with path.open(encoding="utf-8", newline="") as file:
            return [tuple(row.values()) for row in csv.DictReader(file)]


def _answers(address):
    with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2) as found:  # noqa: S310
        return found.status == 200


def _until(holds, told=lambda: "", seconds=60):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"waited {seconds} s in vain {told()}"
        time.sleep(0.1)


def test_keys_label_pairs_and_a_new_kernel_goes_on_where_they_stopped(lab):
    from selenium.webdriver.common.keys import Keys

    one = lab(CELL.format(script=SCRIPT, more=""))
    one.command("notebook:run-all-cells")
    one.shows("1 of 3")
    one.browser.screenshot("label_script", height=900)
    assert "gotcha" in one.text("tbody")
    assert "gotcha" not in one.browser.driver.title
    assert one.browser.run("return document.querySelector('.custmdm-label script')") is None
    one.focus()
    one.press("1")
    one.shows("2 of 3")
    one.browser.screenshot("label_long", height=900)
    one.press("2")
    one.shows("3 of 3")
    assert one.text("tbody tr td + td + td") == "Anna <b>Lee</b>"
    one.press(Keys.BACKSPACE)
    one.shows("2 of 3")
    assert one.saved() == [("crm:1", "crm:2", "1")]

    one.command("kernelmenu:restart")
    button = ".jp-Dialog .jp-mod-accept"
    _until(lambda: one.browser.run("return document.querySelector(arguments[0])", button))
    one.click(button)
    _until(lambda: one.browser.run(IDLE))
    one.command("notebook:run-all-cells")
    one.shows("2 of 3")
    one.focus()
    one.press("3")
    one.shows("3 of 3")
    one.press("d")
    one.shows("All pairs have an answer (3).", ".title")
    assert one.saved() == [
        ("crm:1", "crm:2", "1"), ("crm:3", "crm:4", ""), ("crm:5", "crm:6", "0"),
    ]  # fmt: skip


def test_buttons_in_chinese_do_the_same_and_say_what_the_model_thinks(lab):
    one = lab(CELL.format(script=SCRIPT, more="locale='zh', blind=False, path='其他.csv'"))
    one.command("notebook:run-all-cells")
    one.shows("第 1 对，共 3 对")
    assert "比特" in one.text("tbody")
    for press, counter in (("unsure", 2), ("back", 1), ("same", 2), ("different", 3)):
        one.click(f".custmdm-label .{press}")
        one.shows(f"第 {counter} 对，共 3 对")
        if counter == 3:
            one.browser.screenshot("label_zh", height=900)
    one.click(".custmdm-label .same")
    one.shows("所有记录对均已标注（3）。", ".title")
    one.browser.screenshot("label_zh_end", height=900)
    assert [same for *_, same in one.saved("其他.csv")] == ["1", "0", "1"]


def test_keys_of_the_notebook_rest_and_a_saved_one_holds_no_value_and_is_shown_again(lab):
    one = lab(CELL.format(script=SCRIPT, more=""))
    one.command("notebook:run-all-cells")
    one.shows("1 of 3")
    cells = one.cells()
    one.focus()
    for key, counter in zip(
        "ddzba", ("2 of 3", "3 of 3", "2 of 3", "2 of 3", "2 of 3"), strict=True
    ):
        one.press(key)
        one.shows(counter)
    assert one.cells() == cells, "D D would delete the cell, B and A add one"
    one.command("docmanager:save")
    path = one.work / "label.ipynb"
    _until(lambda: "widget-view" in path.read_text(encoding="utf-8"))
    notebook = json.loads(path.read_text(encoding="utf-8"))
    kept = json.dumps([notebook["metadata"], notebook["cells"][0]["outputs"]], ensure_ascii=False)
    assert "gotcha" not in kept
    assert "王" not in kept
    assert [entry for entry in one.browser.complaints() if "custmdm" in entry] == []
    one.browser.driver.refresh()
    one.shows("2 of 3")


def test_a_kernel_that_is_gone_is_told(lab):
    one = lab(CELL.format(script=SCRIPT, more=""))
    one.command("notebook:run-all-cells")
    one.shows("1 of 3")
    one.command("kernelmenu:shutdown")
    _until(lambda: one.browser.run(IDLE) is not True)
    one.focus()
    one.press("1")
    told = "There is no reply: run the cell again. What was saved stays."
    one.shows(told, ".error")
    assert one.saved() == []
