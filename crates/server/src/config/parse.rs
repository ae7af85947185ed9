//! Deserialization of addresses, so that a wrong one is answered with an example of a right one.

use std::net::{IpAddr, SocketAddr};

use ipnet::IpNet;
use serde::de::Error;
use serde::{Deserialize, Deserializer};

/// Reads an address with its port.
pub(super) fn socket_address<'de, D: Deserializer<'de>>(input: D) -> Result<SocketAddr, D::Error> {
    parsed(&String::deserialize(input)?)
}

/// Reads an address with its port. An empty text means none: neither TOML nor the environment
/// has another way to take a default address away.
pub(super) fn optional_socket_address<'de, D: Deserializer<'de>>(
    input: D,
) -> Result<Option<SocketAddr>, D::Error> {
    match Option::<String>::deserialize(input)?.as_deref() {
        None | Some("") => Ok(None),
        Some(text) => parsed(text).map(Some),
    }
}

/// Reads a list of networks; a bare address stands for the network of that address alone.
pub(super) fn networks<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<IpNet>, D::Error> {
    let networks = Vec::<Network>::deserialize(input)?;
    Ok(networks.into_iter().map(|network| network.0).collect())
}

fn parsed<E: Error>(text: &str) -> Result<SocketAddr, E> {
    text.parse().map_err(|_| E::custom("expected an IP address with its port, such as 127.0.0.1:8080"))
}

/// One network of a list: a type of its own, so that an error carries its place in the list.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Network(IpNet);

impl TryFrom<String> for Network {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
            .or_else(|_| text.parse::<IpAddr>().map(IpNet::from))
            .map(Self)
            .map_err(|_| "expected a network, such as 10.0.0.0/8 or fd00::/8")
    }
}
