//! What runs without a request. Three workers take step after step until their server stops:
//!
//! * [`Worker`] sends the messages that wait in the outbox;
//! * [`Planner`] computes the matching runs that were asked for;
//! * [`Timekeeper`] does what time does: it ends proposals and dates that nobody answered, takes days to have been held,
//!   moves editions on, and erases what may be kept no longer.
//!
//! Any number of servers may run both on one database. The rows that a step works on are its own meanwhile: leased for
//! a while where the work is outside the database (a message, a plan), locked until the end of the transaction where it is
//! inside, or written only at the version at which they were read. A server that dies in the middle leaves its rows to
//! the others: as they were before its transaction, or when its lease ends.

mod delivery;
mod letter;
mod planner;
mod repeat;
mod templates;
mod timekeeper;
mod transport;

pub use delivery::Worker;
pub use letter::Letter;
pub use planner::Planner;
pub use timekeeper::Timekeeper;
pub use transport::{SendError, Transport};
