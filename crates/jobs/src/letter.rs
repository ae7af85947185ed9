//! A message in its final words.

use vmj_domain::text::Email;

/// What is handed to a transport.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// Where it goes.
    pub recipient: Email,
    /// Its subject.
    pub subject: String,
    /// Its text, the link included.
    pub text: String,
    /// The link on which the reader is asked to act.
    pub link: String,
}
