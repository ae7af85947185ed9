//! A private PostgreSQL for the tests.
//!
//! `TEST_DATABASE_URL` names a server to use instead (its user must be allowed to create databases). Without
//! it, each test process makes its own cluster in a temporary folder on a free port; it dies with the
//! process, however that ends.

use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// Keeps one server. It obeys the words on its stdin and answers `ok` or `failed` to each; when stdin closes,
/// which is what the kernel does for a test process that is gone, killed ones included, it takes the server
/// and the folder away.
const KEEPER: &str = r#"
bin=$1 home=$2 server=
# Ctrl-C reaches the whole terminal: the keeper must outlive it to clean up.
trap '' INT TERM HUP
cd / && exec 2>>"$home/log"

make() {
  "$bin/initdb" -D "$home/data" -U postgres --auth=trust --encoding=UTF8 --locale="$1" \
    --wal-segsize=1 --no-sync >>"$home/log"
}
signal() { # Each backend is a session of its own, so there is no group to signal.
  kill -s "$1" "$server"
  for stat in /proc/[0-9]*/stat; do
    read -r pid name state parent rest 2>/dev/null <"$stat" || continue
    [ "$parent" = "$server" ] && kill -s "$1" "$pid"
  done
  return 0
}
start() {
  "$bin/postgres" -D "$home/data" -p "$1" </dev/null >>"$home/log" 2>&1 &
  server=$! tries=0
  # Its own file tells that it is ready: whatever answers on the port could be another server.
  until grep -qs '^ready' "$home/data/postmaster.pid"; do
    tries=$((tries + 1))
    kill -0 "$server" && [ $tries -lt 1500 ] && sleep 0.02 || { stop; return 1; }
  done
}
stop() {
  [ -n "$server" ] || return 0
  signal CONT # a stopped process would never see the next signal
  kill -s QUIT "$server"
  wait "$server"
  server=
}

make C.UTF-8 || { rm -rf "$home/data"; make C; }
cat >>"$home/data/postgresql.conf" <<'END'
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 300
shared_buffers = 32MB
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
autovacuum = off
timezone = 'UTC'
END
while read -r word argument; do
  case $word in
    start) [ -n "$server" ] || start "$argument" ;;
    stop) stop ;;
    pause) signal STOP ;;
    resume) signal CONT ;;
  esac && echo ok || echo failed
done
stop
rm -rf "$home"
"#;

/// The server that the tests of this process share, started at the first call.
#[expect(clippy::disallowed_methods, reason = "tests have no configuration but this variable")]
pub fn cluster() -> &'static Cluster {
    static SHARED: OnceLock<Cluster> = OnceLock::new();
    SHARED.get_or_init(|| match std::env::var("TEST_DATABASE_URL") {
        Ok(url) if !url.is_empty() => Cluster::existing(&url),
        _ => Cluster::private(),
    })
}

/// A PostgreSQL server that tests may create databases on. Its methods block for some milliseconds and panic
/// on failure.
pub struct Cluster {
    /// Scheme, user, host and port: all that comes before the database.
    server: String,
    /// All that comes after it, question mark included.
    options: String,
    /// The database to be connected to while creating another one.
    maintenance: String,
    psql: PathBuf,
    keeper: Option<Mutex<Keeper>>,
    creation: Mutex<()>,
}

impl Cluster {
    fn existing(url: &str) -> Self {
        let (scheme, rest) = url.split_once("://").expect("TEST_DATABASE_URL is a URL");
        let (place, options) = rest.split_at(rest.find('?').unwrap_or(rest.len()));
        let (authority, database) = place.split_once('/').unwrap_or((place, ""));
        Self {
            server: format!("{scheme}://{authority}"),
            options: options.to_owned(),
            maintenance: if database.is_empty() { "postgres" } else { database }.to_owned(),
            psql: folder_of("psql").join("psql"),
            keeper: None,
            creation: Mutex::default(),
        }
    }

    /// A second cluster, of this test alone, which may be stopped and paused. It disappears when dropped.
    pub fn private() -> Self {
        let keeper = Keeper::start();
        Self {
            server: format!("postgres://postgres@127.0.0.1:{}", keeper.port),
            options: "?sslmode=disable".to_owned(),
            maintenance: "postgres".to_owned(),
            psql: folder_of("initdb").join("psql"),
            keeper: Some(Mutex::new(keeper)),
            creation: Mutex::default(),
        }
    }

    /// The URL of one of its databases.
    pub fn url(&self, database: &str) -> String {
        format!("{}/{database}{}", self.server, self.options)
    }

    /// Runs one statement and gives what it returns as text: a row per line, `|` between the columns.
    pub fn sql(&self, database: &str, sql: &str) -> String {
        let answer = Command::new(&self.psql)
            .args(["-XqAt", "-v", "ON_ERROR_STOP=1", "-c", sql, &self.url(database)])
            .env("PGCONNECT_TIMEOUT", "10")
            .stdin(Stdio::null())
            .output()
            .expect("psql runs");
        assert!(answer.status.success(), "{sql}: {}", String::from_utf8_lossy(&answer.stderr));
        String::from_utf8(answer.stdout).expect("UTF-8").trim_end().to_owned()
    }

    /// Creates a database, as a copy of `template` if given, which nobody may be connected to meanwhile.
    pub fn create_database(&self, name: &str, template: Option<&str>) {
        let copy = template.map(|template| format!(" TEMPLATE \"{template}\"")).unwrap_or_default();
        // Two copies at once of the same template can take each other for a user of it.
        let _alone = lock(&self.creation);
        self.sql(&self.maintenance, &format!("CREATE DATABASE \"{name}\"{copy}"));
    }

    /// Drops a database if it is there, and the connections to it.
    pub fn drop_database(&self, name: &str) {
        self.sql(&self.maintenance, &format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)"));
    }

    /// Stops the server at once: connections break, new ones are refused.
    pub fn stop(&self) {
        self.keeper().obey("stop");
    }

    /// Starts the stopped server again, on the same port.
    pub fn start(&self) {
        let mut keeper = self.keeper();
        let word = format!("start {}", keeper.port);
        keeper.obey(&word);
    }

    /// Freezes the server: connections, new ones too, stay open and get no answer.
    pub fn pause(&self) {
        self.keeper().obey("pause");
    }

    /// Ends a pause; what was sent meanwhile is answered.
    pub fn resume(&self) {
        self.keeper().obey("resume");
    }

    /// What the server has logged so far.
    pub fn log(&self) -> String {
        self.keeper().log()
    }

    fn keeper(&self) -> MutexGuard<'_, Keeper> {
        lock(self.keeper.as_ref().expect("only a private cluster can be stopped or paused"))
    }
}

struct Keeper {
    process: Child,
    /// Taken when dropped: its closing is the signal to clean up. `None` at no other time.
    words: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    home: PathBuf,
    port: u16,
}

impl Keeper {
    fn start() -> Self {
        let bin = folder_of("initdb");
        // The keeper removes the folder, since it lives longer than this process.
        let home = tempfile::Builder::new().prefix("postgres-").tempdir().expect("a temporary folder").keep();
        let mut command = Command::new("sh");
        // A group of its own, since test runners kill the group of a test that takes too long.
        command.args(["-c", KEEPER, "keeper"]).args([&bin, &home]).process_group(0);
        if let Some((user, group)) = lesser_user() {
            chown(&home, Some(user), Some(group)).expect("root may give the folder away");
            command.uid(user).gid(group);
        }
        // No stream of ours but the two pipes: who waits for the end of our output must not wait for the
        // server's.
        command.current_dir("/").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().expect("sh runs");
        let words = process.stdin.take();
        let answers = BufReader::new(process.stdout.take().expect("piped"));
        let mut keeper = Self { process, words, answers, home, port: 0 };
        // Another process can take the port between the look and the start.
        let started = (0..5).any(|_| {
            keeper.port = free_port();
            keeper.tell(&format!("start {}", keeper.port))
        });
        assert!(started, "PostgreSQL does not start:\n{}", keeper.log());
        keeper
    }

    fn tell(&mut self, word: &str) -> bool {
        let words = self.words.as_mut().expect("open until dropped");
        writeln!(words, "{word}").expect("the keeper listens");
        let mut answer = String::new();
        self.answers.read_line(&mut answer).expect("the keeper answers");
        answer == "ok\n"
    }

    fn obey(&mut self, word: &str) {
        assert!(self.tell(word), "PostgreSQL does not {word}:\n{}", self.log());
    }

    fn log(&self) -> String {
        fs::read_to_string(self.home.join("log")).unwrap_or_default()
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        drop(self.words.take());
        let _ = self.process.wait();
    }
}

/// A test that panicked has left nothing half done behind these locks.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The folder of PostgreSQL's programs: Debian's newest version, which is not in the path, or one of the
/// path.
#[expect(clippy::disallowed_methods, reason = "looking for a program is what this variable is for")]
fn folder_of(program: &str) -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<PathBuf> = versions.map(|entry| entry.path()).collect();
    // As numbers, since 9.6 is older than 15.
    versions.sort_by_key(|path| path.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok()));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let newest_first = versions.iter().rev().map(|version| version.join("bin"));
    let mut folders = newest_first.chain(std::env::split_paths(&path));
    let found = folders.find(|folder| folder.join(program).is_file());
    found.expect("PostgreSQL is installed (Debian: apt-get install postgresql)")
}

/// Whom to run as: `postgres` refuses to be root.
fn lesser_user() -> Option<(u32, u32)> {
    let effective = fs::metadata("/proc/self").map_or(1, |process| process.uid());
    if effective != 0 {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").expect("a list of users");
    let find = |wanted: &str| {
        let lines = users.lines().map(|line| line.split(':').collect::<Vec<_>>());
        let user = lines.into_iter().find(|fields| fields[0] == wanted && fields.len() > 3)?;
        Some((user[2].parse().ok()?, user[3].parse().ok()?))
    };
    Some(find("postgres").or_else(|| find("nobody")).expect("a user other than root"))
}

/// A port that nobody listens on, below those that the kernel lends to clients: one of them could take the
/// port of a stopped server.
fn free_port() -> u16 {
    let random = |_| 20_000 + u16::try_from(RandomState::new().hash_one(0) % 12_000).expect("small");
    let is_free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
    (0..1000).map(random).find(is_free).expect("a free port")
}
