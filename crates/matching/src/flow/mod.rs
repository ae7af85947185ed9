//! Minimum-cost flow at one level: primal-dual, with a layered blocking flow wherever the prices allow one.

mod cursors;
mod network;
mod optimum;
mod push;
mod search;

pub use network::{GROUND, NOWHERE, Network};
pub use optimum::{Level, Work, optimise};
