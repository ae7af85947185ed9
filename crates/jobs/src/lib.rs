//! What runs without a request. Work waits in rows that a worker leases: several servers share it, and what a dead
//! one held is taken over when its lease ends.

mod delivery;
mod letter;
mod templates;
mod transport;

pub use delivery::Worker;
pub use letter::Letter;
pub use transport::{SendError, Transport};
