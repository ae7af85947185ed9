//! A folder of its own, an environment of its own, and perhaps a PostgreSQL database of its own.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use tempfile::TempDir;
use vmj_tests::postgres;

use super::{Finished, Process, Server};

/// Which database a site has.
#[derive(Clone, Copy, Debug)]
pub enum Engine {
    /// The default: a file in the folder.
    Sqlite,
    /// A database of the cluster of the tests.
    Postgres,
}

/// Where the binary runs. All goes away with this value, which must outlive the processes started here.
pub struct Site {
    folder: TempDir,
    output: TempDir,
    environment: BTreeMap<String, String>,
    database: Option<String>,
}

impl Site {
    /// An empty folder, and an environment that asks for free ports and for nothing else.
    pub fn new() -> Self {
        let folder = || tempfile::tempdir().expect("a temporary folder");
        let site = Self { folder: folder(), output: folder(), environment: BTreeMap::new(), database: None };
        site.with("VMJ_HTTP_LISTEN", "127.0.0.1:0").with("VMJ_METRICS_LISTEN", "127.0.0.1:0")
    }

    /// The same, with an empty database.
    pub fn on(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => Self::new(),
            Engine::Postgres => {
                let name = format!("vmj_process_{}_{}", std::process::id(), number());
                postgres::cluster().create_database(&name, None);
                let mut site = Self::new().with("VMJ_DATABASE_URL", postgres::cluster().url(&name));
                site.database = Some(name);
                site
            }
        }
    }

    /// The same, with this variable.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.environment.insert(name.to_owned(), value.into());
        self
    }

    /// The current folder of the processes.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Names of what is in the folder.
    pub fn content(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder()).expect("the folder").flatten();
        let mut names: Vec<_> =
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// Writes a file into the folder.
    pub fn write(&self, name: &str, content: &str) {
        std::fs::write(self.folder().join(name), content).expect("a file");
    }

    /// Runs a statement on the PostgreSQL database.
    pub fn sql(&self, statement: &str) -> String {
        postgres::cluster().sql(self.database.as_deref().expect("a PostgreSQL database"), statement)
    }

    /// The binary with these arguments, not started yet. It inherits no variable.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vis-mon-job"));
        command.args(arguments).env_clear().envs(&self.environment);
        command.current_dir(self.folder()).stdin(Stdio::null());
        command
    }

    /// Starts a command here.
    pub fn spawn(&self, command: Command) -> Process {
        let number = number();
        let file = |stream: &str| self.output.path().join(format!("{number}-{stream}"));
        Process::start(command, file("stdout"), file("stderr"))
    }

    /// Runs the binary to its end.
    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> Finished {
        self.spawn(self.command(arguments)).wait()
    }

    /// Runs the binary to its end, with this on standard input.
    #[track_caller]
    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Finished {
        let (reader, mut writer) = std::io::pipe().expect("a pipe");
        writer.write_all(input.as_bytes()).expect("less than a pipe holds");
        drop(writer);
        let mut command = self.command(arguments);
        command.stdin(reader);
        self.spawn(command).wait()
    }

    /// Starts the server and waits until it is ready.
    #[track_caller]
    pub fn start(&self) -> Server {
        self.launch().ready()
    }

    /// Starts the server and waits until it tells its addresses.
    #[track_caller]
    pub fn launch(&self) -> Server {
        Server::new(self.spawn(self.command(&[])))
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some(name) = &self.database {
            postgres::cluster().drop_database(name);
        }
    }
}

fn number() -> u32 {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    NUMBER.fetch_add(1, Ordering::Relaxed)
}
