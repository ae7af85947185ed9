//! Values that travel with a request or an answer.

pub mod code;
pub mod context;
pub mod cursor;
pub mod etag;
pub mod fingerprint;
pub mod held;
pub mod language;
pub mod outcome;
pub mod page;
pub mod published;
pub mod reply;
