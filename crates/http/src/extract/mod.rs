//! What handlers take from a request. All but [`crate::access::Access`] come after it in a handler's parameters.

mod body;
mod if_match;
mod merge_patch;
mod object;
mod path;
mod query;
mod violations;

pub use body::{Json, OptionalJson};
pub use if_match::IfMatch;
pub use merge_patch::MergePatch;
pub use object::Object;
pub use path::Path;
pub use query::{Listing, Query};
pub use violations::{Parse, Reading, Violations};
