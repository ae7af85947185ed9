//! The client's address, behind proxies that we trust.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use actix_web::dev::ServiceRequest;
use ipnet::IpNet;

/// The nearest address that is not one of our own proxies. Without trusted proxies it is the peer: anybody can
/// write a header.
pub fn client_address(request: &ServiceRequest, trusted: &[IpNet]) -> IpAddr {
    let peer = request.peer_addr().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip().to_canonical());
    let ours = |address: &IpAddr| trusted.iter().any(|network| network.contains(address));
    if !ours(&peer) {
        return peer;
    }
    let lines: Vec<&str> =
        request.headers().get_all("X-Forwarded-For").map(|value| value.to_str().unwrap_or("")).collect();
    // From the end, where our own proxies write: what stands before the first address that is not theirs, or
    // that cannot be read, is anybody's word.
    lines
        .iter()
        .rev()
        .flat_map(|line| line.rsplit(','))
        .map_while(|part| parse(part.trim()))
        .find(|address| !ours(address))
        .unwrap_or(peer)
}

/// An address, with or without a port.
fn parse(text: &str) -> Option<IpAddr> {
    let address = text.parse().or_else(|_| text.parse().map(|socket: SocketAddr| socket.ip()));
    address.ok().map(|address| address.to_canonical())
}
