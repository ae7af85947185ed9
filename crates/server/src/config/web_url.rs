//! The shape of the URLs of the web found in the settings.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// An absolute `http` or `https` URL, cut into the parts that the rules look at.
pub(super) struct WebUrl<'a> {
    scheme: &'a str,
    host: &'a str,
    port: Option<u16>,
    /// What follows the authority, from its first slash on.
    tail: &'a str,
}

impl<'a> WebUrl<'a> {
    /// Cuts a URL. Credentials in it are refused: none of these URLs is a secret.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        if !matches!(scheme, "http" | "https") {
            return None;
        }
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, tail) = rest.split_at(end);
        let (host, port) = split_port(authority)?;
        is_host(host).then_some(Self { scheme, host, port, tail })
    }

    /// Whether other URLs can be made by adding a path to this one: no trailing slash, no query.
    pub(super) fn is_base(&self) -> bool {
        !self.tail.ends_with('/')
            && self.tail.chars().all(|letter| letter.is_ascii_graphic() && !"?#\"<>\\^`{|}".contains(letter))
    }

    /// Whether this is an origin exactly as browsers write it: compared as text, another
    /// spelling would never match.
    pub(super) fn is_origin(&self) -> bool {
        let default_port = if self.is_https() { 443 } else { 80 };
        self.tail.is_empty()
            && self.port != Some(default_port)
            && !self.host.chars().any(|letter| letter.is_ascii_uppercase())
    }

    /// Whether the connection is encrypted.
    pub(super) fn is_https(&self) -> bool {
        self.scheme == "https"
    }

    /// Whether the URL only makes sense on the machine of the server.
    pub(super) fn is_loopback(&self) -> bool {
        let host = self.host.to_ascii_lowercase();
        let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
        match address.map(|address| address.to_canonical()) {
            Ok(address) => address.is_loopback() || address.is_unspecified(),
            Err(_) => host == "localhost" || host.ends_with(".localhost"),
        }
    }
}

/// Cuts `host:port`, where the host may be an IPv6 address in brackets.
fn split_port(authority: &str) -> Option<(&str, Option<u16>)> {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => {
            let digits = port.chars().all(|letter| letter.is_ascii_digit());
            let port = port.parse().ok().filter(|port| digits && *port > 0)?;
            Some((host, Some(port)))
        }
        _ => Some((authority, None)),
    }
}

fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[') {
        let address = address.strip_suffix(']').map(str::parse::<Ipv6Addr>);
        return matches!(address, Some(Ok(_)));
    }
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let label = |label: &str| !label.is_empty() && label.bytes().all(letter);
    // A name that ends with a number can only be an IPv4 address.
    let numeric = host.rsplit('.').next().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()));
    host.split('.').all(label) && (!numeric || host.parse::<Ipv4Addr>().is_ok())
}
