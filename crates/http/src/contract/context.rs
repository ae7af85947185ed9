//! What is known of a request from its first moment.

use std::net::IpAddr;

use super::language::Language;

/// Made by the outermost middleware, read by everything below it.
#[derive(Clone, Debug)]
pub struct RequestContext {
    /// Echoed or made.
    pub request_id: String,
    /// Negotiated.
    pub language: Language,
    /// The client's address, behind proxies that we trust.
    pub address: IpAddr,
}
