//! A server under way.

use std::net::SocketAddr;

use super::{Client, Finished, Process, eventually};

/// A running server, at the addresses that it printed.
pub struct Server {
    process: Process,
    /// Where the API is.
    pub address: SocketAddr,
    /// Where the figures are.
    pub metrics: SocketAddr,
}

impl Server {
    /// Waits for the addresses of a server that was just started.
    #[track_caller]
    pub fn new(mut process: Process) -> Self {
        let (address, metrics) = eventually("the addresses of a server", || {
            let greeting = process.stdout();
            let found = address(&greeting, "API", "/v1").zip(address(&greeting, "Metrics", "/metrics"));
            if found.is_none()
                && let Some(finished) = process.finished()
            {
                panic!("the server ended: {finished:?}");
            }
            found
        });
        Self { process, address, metrics }
    }

    /// Waits until it is ready.
    #[track_caller]
    pub fn ready(self) -> Self {
        eventually("a ready server", || (self.client().get("/readyz").status == 200).then_some(()));
        self
    }

    /// Somebody without a token.
    pub fn client(&self) -> Client {
        Client::new(self.address)
    }

    /// The key ids that it publishes, sorted.
    pub fn key_ids(&self) -> Vec<String> {
        let set = self.client().get("/.well-known/jwks.json").expect(200).json();
        let keys = set["keys"].as_array().expect("keys").iter();
        let mut ids: Vec<_> = keys.map(|key| key["kid"].as_str().expect("a kid").to_owned()).collect();
        ids.sort();
        ids
    }

    /// What it has logged so far.
    pub fn log(&self) -> String {
        self.process.stderr()
    }

    /// Sends it a signal.
    pub fn signal(&self, name: &str) {
        self.process.signal(name);
    }

    /// Waits for its end.
    #[track_caller]
    pub fn wait(self) -> Finished {
        self.process.wait()
    }

    /// Tells it to stop, which it does in good order.
    #[track_caller]
    pub fn stop(self) -> Finished {
        self.signal("TERM");
        self.wait().expect(0)
    }
}

/// The address in the line of the greeting with this name.
fn address(greeting: &str, name: &str, path: &str) -> Option<SocketAddr> {
    let line = greeting.lines().find(|line| line.trim_start().starts_with(name))?;
    line.split_once("http://")?.1.strip_suffix(path)?.parse().ok()
}
