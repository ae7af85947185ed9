//! What happens around every request.

pub mod address;
pub mod budget;
pub mod cors;
pub mod envelope;
pub mod headers;
pub mod metrics;
pub mod trace;
