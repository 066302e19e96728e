#!/usr/bin/env bash
# Install what the tests of pictures need from Debian's packages, where it is missing: Chromium, its
# driver, and fonts with Chinese letters.
set -euo pipefail

if command -v chromium >/dev/null && command -v chromedriver >/dev/null \
    && fc-list ':lang=zh' 2>/dev/null | grep -q .; then
    exit 0
fi
as_root=()
if [ "$(id -u)" != 0 ]; then as_root=(sudo); fi
"${as_root[@]}" apt-get update -q >&2
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -q \
    chromium chromium-driver fonts-noto-cjk >&2
