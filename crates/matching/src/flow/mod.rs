//! Minimum-cost flow at one level: primal-dual, with a layered blocking flow wherever the prices allow one.

mod cursors;
mod lots;
mod network;
mod optimum;
mod push;
mod search;

pub use lots::draw;
pub use network::{GROUND, NONE, NOWHERE, Network};
pub use optimum::optimise;
