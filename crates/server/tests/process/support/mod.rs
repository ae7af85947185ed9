//! A place to run the binary in, the processes started there, and a client.

pub mod client;
pub mod compose;
pub mod image;
pub mod people;
pub mod process;
pub mod server;
pub mod site;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

pub use client::{Answer, Client};
pub use people::{PASSWORD, Session};
pub use process::{Finished, Process};
pub use server::Server;
pub use site::{Engine, Site};

/// How long anything may take before the test fails.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Looks again and again until there is something, for as long as patience lasts.
#[track_caller]
pub fn eventually<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(started.elapsed() < PATIENCE, "still waiting for {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A file of the repository.
pub fn repository_file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// The text of a file of the repository.
pub fn repository_text(path: &str) -> String {
    std::fs::read_to_string(repository_file(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}
