//! `healthcheck`

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use super::{Outcome, print};
use crate::config::Settings;

const PATIENCE: Duration = Duration::from_secs(3);

/// Asks `/readyz` of the server that these settings describe.
pub fn check(settings: &Settings) -> Outcome {
    let url = format!("http://{}/readyz", reachable(settings.http.listen));
    // The proxy of the environment is for the outside.
    let agent = ureq::Agent::config_builder().timeout_global(Some(PATIENCE)).proxy(None).build();
    ureq::Agent::from(agent).get(&url).call().map_err(|error| format!("{url}: {error}"))?;
    print("ready\n")
}

/// A server that listens everywhere is asked on loopback.
pub fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}
