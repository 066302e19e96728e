#!/usr/bin/env bash
# Run a command with a PostgreSQL of its own, which is gone afterwards: tools/with_postgres.sh make test
#
# Its URL is in CUSTMDM_TEST_POSTGRES. It listens on the loopback address only, and keeps its data in
# a temporary folder. Installs it from Debian's packages where it is missing.
set -euo pipefail

# Debian keeps the programs of the server out of the PATH.
find_bin() {
    if command -v pg_ctl >/dev/null && command -v initdb >/dev/null; then
        dirname "$(readlink -f "$(command -v pg_ctl)")"
    else
        ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true
    fi
}

bin=$(find_bin)
if [ -z "$bin" ]; then
    as_root=()
    if [ "$(id -u)" != 0 ]; then as_root=(sudo); fi
    "${as_root[@]}" apt-get update -q >&2
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -q postgresql >&2
    bin=$(find_bin)
fi
if [ -z "$bin" ]; then
    echo "there is no PostgreSQL, though it was installed" >&2
    exit 1
fi

# The server refuses to run as root.
as_owner=()
if [ "$(id -u)" = 0 ]; then
    id -u postgres >/dev/null 2>&1 || useradd --system --no-create-home postgres
    as_owner=(runuser -u postgres --)
fi

folder=$(mktemp -d)
if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
stop() {
    (cd / && "${as_owner[@]}" "$bin/pg_ctl" stop -D "$folder/data" -m immediate -s) || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

port=$("${PYTHON:-python3}" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$folder"
# Nothing is kept: it need not be safe against a crash of the machine, and so is faster.
options="$options -c fsync=off -c max_connections=200"
(
    cd /
    "${as_owner[@]}" "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C >/dev/null
    "${as_owner[@]}" "$bin/pg_ctl" start -D "$folder/data" -l "$folder/log" -w -s -o "$options"
) || { cat "$folder/log" >&2 || true; exit 1; }

export CUSTMDM_TEST_POSTGRES="postgresql+psycopg://postgres@127.0.0.1:$port/postgres"
# Not exec: the trap above stops the server, whatever comes of the command.
"$@"
