"""Time the report and the threshold explorer of a large result: making, size, opening.

    python -m benchmarks.report
    python -m benchmarks.report --records 50000

prints one JSON line. The records are those of `benchmarks.synthetic`, resolved with what the kinds
know. `resolve_s` is what fitting and resolving takes, `report_s` what the report of it takes after
that, everything made that it alone asks for; a second one takes `again_s`. `mb` is its size.
`open_s` is the median of five times opening it in headless Chromium without the network, from the
start of the navigation to the end of the event `load`; null where there is no chromium.
`explorer_s` and `explorer_mb` are of `cm.charts.threshold_explorer`, 101 thresholds.
`peak_rss_mb` is the most that the process ever held, records, result, report and explorer
included, and `peak_before_mb` the most before the report.
"""

import argparse
import json
import resource
import shutil
import statistics
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

import custmdm as cm
from benchmarks import synthetic

N_OPENED = 5
_TIMING = "const t = performance.getEntriesByType('navigation')[0]; return t.loadEventEnd"


def main(arguments: list[str] | None = None) -> None:
    """Print the line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, help="keep the page in this file")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = options.out or Path(folder) / "report.html"
        print(json.dumps(line(options.records, options.seed, path)))


def line(n_records: int, seed: int, path: Path) -> dict[str, Any]:
    """Make the report, and time it."""
    frame, _ = synthetic.customers(n_records, seed)
    linker = cm.Linker(kinds=synthetic.KINDS, context=cm.Context(country="US"))
    started = time.perf_counter()
    with warnings.catch_warnings():
        # How sure a small result is, is not what is measured.
        warnings.simplefilter("ignore", cm.UncertainResultWarning)
        linker, result = linker.fit_resolve(frame, key="unique_id", source="crm")
    resolved, before = time.perf_counter() - started, peak_mb()
    took = []
    for _ in range(2):
        started = time.perf_counter()
        cm.charts.report(result, path, linker=linker)
        took.append(round(time.perf_counter() - started, 1))
    started = time.perf_counter()
    explorer = cm.charts.threshold_explorer(result).to_html()
    explored = time.perf_counter() - started
    return {
        "records": n_records,
        "customers": len(result.golden),
        "resolve_s": round(resolved, 1),
        "report_s": took[0],
        "again_s": took[1],
        "mb": round(path.stat().st_size / 1e6, 2),
        "open_s": opened(path),
        "explorer_s": round(explored, 1),
        "explorer_mb": round(len(explorer.encode()) / 1e6, 2),
        "peak_before_mb": before,
        "peak_rss_mb": peak_mb(),
    }


def opened(path: Path) -> float | None:
    """Return how long a browser takes to open a page, in seconds."""
    programs = shutil.which("chromium"), shutil.which("chromedriver")
    if None in programs:
        return None
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = str(programs[0])
    for argument in (
        "--headless=new", "--no-sandbox", "--disable-dev-shm-usage",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    ):  # fmt: skip
        options.add_argument(argument)
    driver = webdriver.Chrome(options, webdriver.ChromeService(programs[1]))
    try:
        took: list[float] = []
        for _ in range(N_OPENED):
            driver.get("about:blank")
            driver.get(path.resolve().as_uri())
            took.append(driver.execute_script(_TIMING) / 1e3)
        return float(round(statistics.median(took), 2))
    finally:
        driver.quit()


def peak_mb() -> int:
    """Return the most that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
