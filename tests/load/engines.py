"""The two databases under load, each in a folder of its own, which goes with them."""

import contextlib
import json
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time

# As it comes, but for its memory: what is committed is on the disk. The log is read for the statements of the server.
POSTGRES_SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
shared_buffers = 512MB
timezone = 'UTC'
logging_collector = on
log_destination = jsonlog
log_directory = '.'
log_filename = 'log'
log_rotation_size = 0
"""


def free_port():
    """Below those that the kernel lends to clients."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


class Sqlite:
    """A file."""

    name = "SQLite"
    new_id = "randomblob(16)"
    columns_of_accounts = "SELECT name FROM pragma_table_info('accounts')"
    ids_as_text = "lower(hex(id))"

    def __init__(self, folder):
        self._file = folder / "load.sqlite3"
        self.url = f"sqlite://{self._file}"

    @classmethod
    @contextlib.contextmanager
    def made(cls):
        with tempfile.TemporaryDirectory(prefix="load-") as folder:
            yield cls(pathlib.Path(folder))

    def sql(self, statement):
        with contextlib.closing(sqlite3.connect(self._file, timeout=30)) as connection, connection:
            return connection.execute(statement).fetchall()

    def settle(self):
        """Nothing: the server leaves the file as it should be."""


class Postgres:
    """A server of its own, run by `postgres` when we are root."""

    name = "PostgreSQL"
    new_id = "gen_random_uuid()"
    columns_of_accounts = "SELECT column_name FROM information_schema.columns WHERE table_name = 'accounts'"
    ids_as_text = "id"

    def __init__(self, folder, port):
        self._folder = folder
        self.url = f"postgres://postgres@127.0.0.1:{port}/postgres?sslmode=disable"

    @classmethod
    @contextlib.contextmanager
    def made(cls):
        user = "postgres" if os.geteuid() == 0 else None
        programs = max(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        with tempfile.TemporaryDirectory(prefix="load-") as folder:
            if user:
                shutil.chown(folder, user)
            data, port = pathlib.Path(folder) / "data", free_port()
            run = {"user": user, "cwd": "/", "stdout": subprocess.DEVNULL}
            subprocess.run(
                [programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"],
                check=True, **run)
            with open(data / "postgresql.conf", "a") as settings:
                settings.write(POSTGRES_SETTINGS)
            server = subprocess.Popen([programs / "postgres", "-D", data, "-p", str(port)], stderr=subprocess.DEVNULL, **run)
            try:
                while subprocess.run(["pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]).returncode:
                    if server.poll() is not None:
                        raise RuntimeError((data / "log.json").read_text())
                    time.sleep(0.1)
                yield cls(data, port)
            finally:
                server.send_signal(signal.SIGINT)  # its word for: end all sessions, then stop
                server.wait()

    def sql(self, statement):
        answer = subprocess.run(
            ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-c", statement, self.url], check=True, text=True, capture_output=True)
        return [tuple(line.split("|")) for line in answer.stdout.splitlines()]

    def settle(self):
        """What autovacuum would do by and by."""
        self.sql("VACUUM ANALYZE")
        self.sql("CHECKPOINT")

    def statement(self, table, ask):
        """The SELECT from this table that the server sends when it is asked, and its parameters."""
        before = len(self._log())
        self._log_statements("0")
        ask()
        self._log_statements("-1")
        pattern = rf'execute [^:]+: (SELECT .* FROM "{table}" .*)'
        for line in self._log()[before:]:
            found = re.search(pattern, line["message"], re.DOTALL)
            if found:
                values = re.finditer(r"\$\d+ = (?:'((?:[^']|'')*)'|NULL)", line.get("detail", ""))
                texts = [value[1] and value[1].replace("''", "'") for value in values]
                return {"sql": found[1], "parameters": texts}
        raise RuntimeError(f"no SELECT from {table} in the log")

    def _log_statements(self, over_milliseconds):
        self.sql(f"ALTER SYSTEM SET log_min_duration_statement = {over_milliseconds}")
        self.sql("SELECT pg_reload_conf()")
        time.sleep(1)  # until every session has heard of it

    def _log(self):
        lines = (self._folder / "log.json").read_text().splitlines()
        return [json.loads(line) for line in lines]
