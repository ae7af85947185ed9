//! How messages leave.

use crate::letter::Letter;

/// A way out.
#[derive(Clone, Copy, Debug)]
pub enum Transport {
    /// Into the log, personal data and secrets included: for a developer's machine.
    Log,
}

/// A message did not leave.
#[derive(Debug)]
pub struct SendError(pub String);

impl std::fmt::Display for SendError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for SendError {}

impl Transport {
    /// Sends a message.
    ///
    /// # Errors
    /// It did not leave: try again later.
    pub async fn send(&self, letter: &Letter) -> Result<(), SendError> {
        match self {
            Self::Log => {
                let Letter { recipient, subject, text: _, link } = letter;
                tracing::info!(target: "outbox", %recipient, subject, link);
                Ok(())
            }
        }
    }
}
