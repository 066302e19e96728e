"""A real browser without the network, and a sample that was resolved."""

import os
import shutil
from pathlib import Path

import pytest

import custmdm as cm
from custmdm.datasets import sample

REQUIRED = "CUSTMDM_TEST_BROWSER_REQUIRED"
SHOP_KINDS = {
    "name": "person_name", "email": "email", "phone": "phone", "birthday": "birth_date",
    "street_address": "street", "town": "city", "region": "region", "zip": "postcode",
    "country_code": "country",
}  # fmt: skip
SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"


class Browser:
    """Open pages as a reader does, and tell what went wrong in them."""

    def __init__(self, driver):
        self.driver = driver

    def open(self, path):
        """Open a file."""
        self.driver.get(Path(path).resolve().as_uri())

    def show(self, html, folder):
        """Open a page from its text."""
        path = Path(folder) / "page.html"
        path.write_text(html, encoding="utf-8")
        self.open(path)

    def complaints(self):
        """Return what the console says since it was last asked: errors and warnings."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def run(self, script, *arguments):
        """Run JavaScript in the page; it returns a value."""
        return self.driver.execute_script(script, *arguments)

    def point_at(self, selector):
        """Move the mouse over the first thing that a selector finds."""
        from selenium.webdriver import ActionChains

        found = self.driver.find_element("css selector", selector)
        ActionChains(self.driver).move_to_element(found).perform()

    def screenshot(self, name, *, width=1280, height=None):
        """Keep a picture of the whole page under build/screenshots, and return its path."""
        self.driver.set_window_size(width, height or 900)
        tall = height or self.run("return document.documentElement.scrollHeight") + 120
        self.driver.set_window_size(width, min(tall, 8000))
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        self.driver.save_screenshot(str(path))
        return path


@pytest.fixture(scope="session")
def _driver():
    programs = shutil.which("chromium"), shutil.which("chromedriver")
    if None in programs:
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"there is no chromium or chromedriver, and {REQUIRED} forbids to skip")
        pytest.skip("needs chromium and chromedriver: tools/install_browser.sh")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = programs[0]
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--force-device-scale-factor=1",
        # No name is found but this machine's own: what asks for the network fails, and says so.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(programs[1]))
    yield driver
    driver.quit()


@pytest.fixture
def browser(_driver):
    """Return a headless Chromium that finds no network."""
    _driver.get("about:blank")
    _driver.get_log("browser")
    return Browser(_driver)


@pytest.fixture(scope="session")
def shop():
    """Return a Linker fitted on the rows of the sample's web shop, and what it resolved."""
    linker = cm.Linker(kinds=SHOP_KINDS)
    return linker.fit_resolve(sample().shop, key="account", source="shop", updated_at="updated")
