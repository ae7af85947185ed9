//! Settings of the HTTP listener.

use std::net::{Ipv4Addr, SocketAddr};

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use super::parse;

/// The HTTP listener and the treatment of requests.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HttpSettings {
    /// Address and port on which requests are accepted.
    #[serde(deserialize_with = "parse::socket_address")]
    pub listen: SocketAddr,
    /// URL under which clients reach the server, without trailing slash or query.
    pub public_url: String,
    /// URL of the site that people use, to which links in messages lead; the public URL when absent.
    pub front_url: Option<String>,
    /// Origins whose pages may call the API from a browser; `*` is for development only.
    pub allowed_origins: Vec<String>,
    /// Networks of the reverse proxies whose `Forwarded` headers are believed.
    #[serde(deserialize_with = "parse::networks")]
    pub trusted_proxies: Vec<IpNet>,
    /// Number of worker threads; the number of cores when absent.
    pub workers: Option<usize>,
    /// Largest request body accepted, in bytes.
    pub body_limit_bytes: u32,
    /// Time left to a client to send the head of its request.
    pub header_timeout_seconds: u32,
    /// Time left to a client to send the body of its request.
    pub body_timeout_seconds: u32,
    /// Time during which `/readyz` answers 503 before the listener closes, so that a load
    /// balancer stops sending requests first.
    pub shutdown_drain_seconds: u32,
    /// Time left to the running requests once the listener is closed.
    pub shutdown_timeout_seconds: u32,
    /// Time during which the answer to an idempotent request is kept to be replayed.
    pub idempotency_retention_hours: u32,
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            public_url: "http://127.0.0.1:8080".to_owned(),
            front_url: None,
            allowed_origins: Vec::new(),
            trusted_proxies: Vec::new(),
            workers: None,
            body_limit_bytes: 1_048_576,
            header_timeout_seconds: 5,
            body_timeout_seconds: 10,
            shutdown_drain_seconds: 0,
            shutdown_timeout_seconds: 30,
            idempotency_retention_hours: 24,
        }
    }
}
