"""Measure how long `import custmdm` takes: the fastest of several fresh interpreters.

What else the machine does only ever adds, so the fastest run says most of the import itself.

    python tools/import_time.py --limit 0.5

Exits with 1 above the limit.
"""

import argparse
import subprocess
import sys

MEASURE = "import time; t = time.perf_counter(); import custmdm; print(time.perf_counter() - t)"


def import_seconds() -> float:
    """Return the seconds of one import, without those of starting Python."""
    # -I: neither the folder we are in nor the environment changes what is imported.
    command = [sys.executable, "-I", "-c", MEASURE]
    return float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def main() -> int:
    """Print the time and compare it with the limit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--limit", type=float, default=0.5, help="seconds (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=7, help="default: %(default)s")
    options = parser.parse_args()
    import_seconds()  # the first one also compiles and fills the disk cache
    seconds = min(import_seconds() for _ in range(options.runs))
    print(f"import custmdm: {seconds:.3f} s, limit {options.limit} s")
    return 0 if seconds < options.limit else 1


if __name__ == "__main__":
    sys.exit(main())
