#!/usr/bin/env bash
# Run a command with a PostgreSQL server of its own, thrown away afterwards: scripts/with_postgres.sh COMMAND ...
# The command finds an empty database at $ONRECORD_TEST_POSTGRES. Needs PostgreSQL's server programs (Debian: postgresql).
set -euo pipefail
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)
bin=${bin:-$(dirname "$(command -v initdb || true)")}
if [ ! -x "$bin/initdb" ]; then
    echo "no PostgreSQL server here: install it first (Debian: apt-get install postgresql)" >&2
    exit 2
fi
folder=$(mktemp -d)
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
run() { "$@"; }
if [ "$(id -u)" = 0 ]; then # the server refuses to run as a superuser
    chown postgres "$folder"
    run() { su postgres -s /bin/bash -c "$(printf '%q ' "$@")"; }
fi
trap 'run "$bin/pg_ctl" -D "$folder/db" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$folder"' EXIT
cd "$folder"
run "$bin/initdb" -D "$folder/db" -A trust -U onrecord --locale=C.UTF-8 >/dev/null
run "$bin/pg_ctl" -D "$folder/db" -w -l "$folder/log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder" start >/dev/null
cd - >/dev/null
export ONRECORD_TEST_POSTGRES="postgresql+psycopg://onrecord@127.0.0.1:$port/postgres"
"$@"
