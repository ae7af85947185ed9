//! The HTTP contract: what every operation has in common, and the operations.
//!
//! An operation is one file under `routes/`: request, documentation, handler. It reads: take the access value,
//! open a transaction with it, load what is the caller's, call the domain, save, reply. Everything else is done
//! here once: problems, languages, request ids, budgets, tokens, preconditions, idempotency, pages.
//!
//! Order of refusals, the same for every operation: 401, 403, 404, 413/415, 400, 422, idempotency, 428/412, 409.
//!
//! Known quirk: what is not HTTP at all (a broken request line, headers that are too long or too slow) never becomes
//! a request. The framework answers it with a bare status, or closes the connection; no problem can be rendered.

pub mod access;
mod app;
mod contract;
mod extract;
mod middleware;
pub mod openapi;
pub mod problem;
mod routes;
mod settings;
mod state;
mod views;

pub use app::{Server, serve};
pub use middleware::metrics::Metrics;
pub use settings::{AuthSettings, Budget, HttpSettings, RateLimitSettings};
pub use state::{AppState, StartError};
