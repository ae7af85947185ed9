//! A process and what it has written.

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command};

use super::eventually;

/// A process of ours; it does not outlive this value.
pub struct Process {
    child: Child,
    stdout: PathBuf,
    stderr: PathBuf,
}

/// How a process ended.
#[derive(Debug)]
pub struct Finished {
    /// Exit status; none when a signal ended it.
    pub code: Option<i32>,
    /// All of standard output.
    pub stdout: String,
    /// All of standard error.
    pub stderr: String,
}

impl Process {
    /// Starts a command that writes to these files. Unlike pipes, they never make it wait for a reader.
    pub fn start(mut command: Command, stdout: PathBuf, stderr: PathBuf) -> Self {
        let file = |path| fs::File::create(path).expect("a file to write to");
        let child = command.stdout(file(&stdout)).stderr(file(&stderr)).spawn().expect("the binary runs");
        Self { child, stdout, stderr }
    }

    /// What it has written to standard output so far.
    pub fn stdout(&self) -> String {
        fs::read_to_string(&self.stdout).expect("UTF-8")
    }

    /// What it has written to standard error so far.
    pub fn stderr(&self) -> String {
        fs::read_to_string(&self.stderr).expect("UTF-8")
    }

    /// How it ended, if it has.
    pub fn finished(&mut self) -> Option<Finished> {
        let status = self.child.try_wait().expect("a child to wait for")?;
        Some(Finished { code: status.code(), stdout: self.stdout(), stderr: self.stderr() })
    }

    /// Waits for its end.
    #[track_caller]
    pub fn wait(mut self) -> Finished {
        eventually("the end of a process", || self.finished())
    }

    /// Sends it a signal, such as `TERM`.
    pub fn signal(&self, name: &str) {
        // Only the shell has `kill` everywhere.
        let (script, id) = (format!("kill -{name} \"$1\""), self.child.id().to_string());
        let status = Command::new("sh").args(["-c", &script, "sh", &id]).status().expect("a shell");
        assert!(status.success(), "no process to send {name} to");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Finished {
    /// The same, if it ended with this exit status.
    #[track_caller]
    pub fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}{}", self.stdout, self.stderr);
        self
    }

    /// The same, if it was refused (exit status 1) and standard error tells why in these words.
    #[track_caller]
    pub fn expect_refusal(self, words: &str) -> Self {
        let refused = self.expect(1);
        assert!(refused.stderr.lines().any(|line| line.starts_with("error: ")), "{}", refused.stderr);
        assert!(refused.stderr.contains(words), "no {words:?} in: {}", refused.stderr);
        assert!(!refused.stderr.contains("panicked"), "{}", refused.stderr);
        refused
    }

    /// Fails when one of these texts was written anywhere.
    #[track_caller]
    pub fn assert_silent_about(&self, secrets: &[&str]) {
        for secret in secrets {
            assert!(!self.stdout.contains(secret), "{secret} is in: {}", self.stdout);
            assert!(!self.stderr.contains(secret), "{secret} is in: {}", self.stderr);
        }
    }
}
