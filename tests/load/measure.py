"""Grows the demo, serves it, and measures. `tests/load/run` calls it."""

import contextlib
import dataclasses
import json
import os
import pathlib
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from engines import Postgres, Sqlite, free_port

HERE = pathlib.Path(__file__).parent
AMBASSADORS, STUDENTS = 20_000, 50_000
RUNS = int(os.environ.get("LOAD_RUNS", "3"))
SECONDS = int(os.environ.get("LOAD_SECONDS", "10"))
WARM_UP_SECONDS = 2
CLIENTS = 32
POOL = 16
# For each run, which ends when there are none left.
NEW_STUDENTS = SECONDS * 2_000
PASSWORD = "vis-mon-job-demo"
DINUM, MINISTRY = "dinum.demo@example.fr", "ministere.demo@example.fr"
TICKS = os.sysconf("SC_CLK_TCK")
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("VMJ_")} | {
    "VMJ_AUTH_KEY_ENCRYPTION_SECRET": "of this measurement and of nothing else",
    "VMJ_DATABASE_MAX_CONNECTIONS": str(POOL),
}
# One line a request, which goes nowhere.
PRODUCTION = {
    "VMJ_MODE": "production",
    "VMJ_HTTP_PUBLIC_URL": "https://api.example.fr",
    "VMJ_LOG_FORMAT": "json",
    "VMJ_RATE_LIMIT_ENABLED": "false",
    "VMJ_METRICS_LISTEN": "",
}


@dataclasses.dataclass
class Server:
    """The server under load."""

    pid: int
    url: str

    def ask(self, path, sent=None, body=None):
        """Status, headers and body of an answer."""
        data = json.dumps(body).encode() if body else None
        request = urllib.request.Request(self.url + path, data, (sent or {}) | {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refusal:
            return refusal.status, refusal.headers, refusal.read()

    def read(self, path, sent=None, body=None):
        """The body of an answer that must be good."""
        status, _, answer = self.ask(path, sent, body)
        assert status < 300, (path, status, answer)
        return json.loads(answer)

    def bearer(self, email):
        """The header of somebody who has just signed in: a token lives ten minutes."""
        session = self.read("/v1/auth/sessions", body={"email": email, "password": PASSWORD})
        return {"Authorization": f"Bearer {session['access_token']}"}

    def cpu(self):
        """Seconds of CPU time that it has taken."""
        fields = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS


@dataclasses.dataclass
class Target:
    """What is asked again and again."""

    name: str
    path: str
    # Who asks, by address.
    email: str | None = None
    status: int = 200
    # Headers that are sent besides.
    sent: dict = dataclasses.field(default_factory=dict)
    # What is posted: arguments of `wrk.lua` for each run.
    posted: list | None = None
    # The table of the SELECT that is also asked of plain tokio-postgres.
    table: str | None = None


@contextlib.contextmanager
def served(binary, engine):
    """Serves the database of an engine as in production, budgets off."""
    port = free_port()
    environment = ENVIRONMENT | PRODUCTION | {
        "VMJ_DATABASE_URL": engine.url, "VMJ_HTTP_LISTEN": f"127.0.0.1:{port}"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([binary], cwd="/", env=environment, **quiet)
    server = Server(process.pid, f"http://127.0.0.1:{port}")
    try:
        while True:
            with contextlib.suppress(OSError):
                if server.ask("/readyz")[0] == 200:
                    break
            if process.poll() is not None:
                raise RuntimeError(f"the server ended with {process.returncode}")
            time.sleep(0.05)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def filled(binary, engine):
    """Grows the demo, and makes accounts of people who have not entered yet."""
    environment = ENVIRONMENT | {"VMJ_DATABASE_URL": engine.url}
    began = time.perf_counter()
    for command in (["migrate", "up"], ["demo", f"--ambassadors={AMBASSADORS}", f"--students={STUDENTS}"]):
        subprocess.run([binary, *command], cwd="/", env=environment, check=True, stdout=subprocess.DEVNULL)
    print(f"{engine.name}: filled in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    address = "'nouveau.' || number || '@example.fr'"
    others = {"id": engine.new_id, "email": address, "email_normalised": address}
    columns = [column for (column,) in engine.sql(engine.columns_of_accounts)]
    engine.sql(
        f"WITH RECURSIVE numbers (number) AS"
        f" (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < {RUNS * NEW_STUDENTS})"
        f" INSERT INTO accounts ({', '.join(columns)})"
        f" SELECT {', '.join(others.get(column, column) for column in columns)} FROM accounts, numbers"
        f" WHERE email_normalised = 'etudiant.demo@example.fr'")
    new = "email LIKE 'nouveau.%'"
    engine.sql(f"INSERT INTO account_roles (account_id, role) SELECT id, 'student' FROM accounts WHERE {new}")
    engine.settle()
    return [identity for (identity,) in engine.sql(f"SELECT {engine.ids_as_text} FROM accounts WHERE {new}")]


def targets(engine, server, folder, accounts):
    """All that is measured."""
    edition = f"/v1/editions/{server.read('/v1/editions/current')['id']}"
    [pairing] = server.read(f"{edition}/pairings?state=confirmed&limit=1", server.bearer(DINUM))["items"]
    student = pairing["student"]["person"]["email"]
    # People of the demo have no password; this one gets that of DINUM.
    hash_of = f"SELECT password_hash FROM accounts WHERE email_normalised = '{DINUM}'"
    engine.sql(f"UPDATE accounts SET password_hash = ({hash_of}) WHERE email_normalised = '{student}'")
    files = []
    for run in range(RUNS):
        files.append(folder / f"students-{run}")
        files[-1].write_text("\n".join(accounts[run::RUNS]))
    pairing, page = f"/v1/pairings/{pairing['id']}", f"{edition}/ambassadors?limit=20"
    offers, compressed = f"{edition}/offers?limit=50", {"Accept-Encoding": "gzip, deflate, br"}
    addresses = [["registrations", f"charge.{run}"] for run in range(RUNS)]
    return [
        Target("page of 20 ambassadors, DINUM", page, DINUM, table="ambassadors"),
        Target("page of 20 ambassadors, ministry", page, MINISTRY, table="ambassadors"),
        Target("pairing by id, DINUM", pairing, DINUM, table="pairings"),
        Target("pairing by id, its student", pairing, student, table="pairings"),
        Target("50 offers", offers),
        Target("50 offers, compressed", offers, sent=compressed),
        Target("50 offers, 304", offers, status=304),
        Target("editions", "/v1/editions"),
        Target("editions, compressed", "/v1/editions", sent=compressed),
        Target("editions, 304", "/v1/editions", status=304),
        Target("registration of an address", "/v1/registrations", posted=addresses),
        Target("student entered by DINUM", f"{edition}/students", DINUM, posted=[["students", str(file)] for file in files]),
    ]


def headers(server, target):
    """What is sent with each request; made anew for each run."""
    sent = target.sent | (server.bearer(target.email) if target.email else {})
    if target.posted:
        return sent | {"Content-Type": "application/json"}
    if target.status == 304:
        sent["If-None-Match"] = server.ask(target.path, sent)[1]["ETag"]
    status, _, body = server.ask(target.path, sent)
    assert status == target.status, (target.name, status, body)
    return sent


def wrk(server, target, seconds, arguments=()):
    """What wrk saw."""
    sent = [part for name, value in headers(server, target).items() for part in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds}s", "--latency", "-s", HERE / "wrk.lua", *sent]
    before = server.cpu()
    said = subprocess.run([*command, server.url + target.path, "--", *arguments], check=True, text=True, capture_output=True)
    took = server.cpu() - before
    seen = json.loads(re.search("FIGURES (.*)", said.stdout)[1])
    return {
        "rate": seen["requests"] / seen["microseconds"] * 1e6,
        "p99": seen["p99"] / 1000,
        "cpu": took / seen["requests"] * 1e6,
        "refused": seen["refused"] + seen["lost"],
    }


def plain(baseline, engine, file):
    """What plain tokio-postgres saw of the same SELECT."""
    said = subprocess.run([baseline, engine.url, file, str(POOL), str(SECONDS)], check=True, capture_output=True)
    seen = json.loads(said.stdout)
    return {"rate": seen["requests"] / seen["seconds"], "p99": seen["p99"]}


def measured(baseline, engine, server, target, folder):
    """Prints the row of a target, and that of its SELECT, each the median of its runs, in turns."""
    file = None
    if target.table and isinstance(engine, Postgres):
        sent = headers(server, target)
        file = folder / "statement.json"
        file.write_text(json.dumps(engine.statement(target.table, lambda: server.ask(target.path, sent))))
    if not target.posted:
        wrk(server, target, WARM_UP_SECONDS)
    runs, plain_runs = [], []
    for run in range(RUNS):
        if file:
            plain_runs.append(plain(baseline, engine, file))
        runs.append(wrk(server, target, SECONDS, target.posted[run] if target.posted else ()))
    median = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    other = {name: statistics.median(run[name] for run in plain_runs) for name in ("rate", "p99")} if file else None
    share = f"{median['rate'] / other['rate']:.2f} of {number(other['rate'])}, {other['p99']:.1f} ms" if other else ""
    refused = sum(run["refused"] for run in runs)
    print(f"| {target.name} | {number(median['rate'])} | {median['p99']:.1f} ms | {median['cpu']:.0f} ms | {refused}"
          f" | {share} |", flush=True)


def number(value):
    """With thousands apart."""
    return f"{value:,.0f}".replace(",", " ")


def measure(binary, baseline, engine):
    """Prints the table of an engine."""
    accounts = filled(binary, engine)
    with tempfile.TemporaryDirectory(prefix="load-") as folder, served(binary, engine) as server:
        print(f"\n| {engine.name} | requests/s | p99 | server CPU for 1 000 | refused or lost"
              f" | of plain tokio-postgres, {POOL} connections |\n|---|---|---|---|---|---|")
        for target in targets(engine, server, pathlib.Path(folder), accounts):
            measured(baseline, engine, server, target, pathlib.Path(folder))


def main(binary, baseline, *names):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that all is taken away
    engines = {"sqlite": Sqlite, "postgres": Postgres}
    binary, baseline = pathlib.Path(binary).resolve(), pathlib.Path(baseline).resolve()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {CLIENTS} clients, {RUNS} runs of {SECONDS} s")
    for name in names or engines:
        with engines[name].made() as engine:
            measure(binary, baseline, engine)


main(*sys.argv[1:])
