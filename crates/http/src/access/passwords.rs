//! Passwords: argon2id (RFC 9106), off the async threads, so many at once and no more.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::Semaphore;

use crate::problem::{Problem, ProblemCode};

/// Fewest characters of a password (NIST SP 800-63B-4 asks 15 for a lone factor, ours come with budgets).
pub const MIN_LENGTH: u64 = 12;
/// Most characters: hashing is linear in the length.
pub const MAX_LENGTH: u64 = 128;

/// How long a caller waits for its turn before it is told to come back.
const PATIENCE: Duration = Duration::from_secs(2);

/// Hashes and checks passwords.
#[derive(Clone, Debug)]
pub struct Passwords {
    turns: Arc<Semaphore>,
}

impl Passwords {
    /// At most so many at once.
    #[must_use]
    pub fn new(parallelism: usize) -> Self {
        Self { turns: Arc::new(Semaphore::new(parallelism.max(1))) }
    }

    /// Whether this is the password behind a hash. Without a hash it takes as long, and the answer is no: so
    /// nobody learns from the time which accounts exist.
    ///
    /// # Errors
    /// 503 when too many wait.
    pub async fn verify(&self, password: SecretString, hash: Option<String>) -> Result<bool, Problem> {
        self.in_turn(move || {
            let known = hash.is_some();
            let hash = hash.unwrap_or_else(|| decoy().to_owned());
            let parsed = PasswordHash::new(&hash).map_err(|error| internal(&error))?;
            let matches =
                Argon2::default().verify_password(password.expose_secret().as_bytes(), &parsed).is_ok();
            Ok(matches && known)
        })
        .await
    }

    /// The PHC string of a new password.
    ///
    /// # Errors
    /// 503 when too many wait.
    pub async fn hash(&self, password: SecretString) -> Result<String, Problem> {
        self.in_turn(move || hash(&password).map_err(|error| internal(&error))).await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = tokio::time::timeout(PATIENCE, self.turns.clone().acquire_owned()).await;
        let Ok(Ok(turn)) = turn else { return Err(Problem::unavailable()) };
        let task = tokio::task::spawn_blocking(move || {
            let outcome = work();
            drop(turn);
            outcome
        });
        task.await.unwrap_or_else(|error| Err(internal(&error)))
    }
}

fn hash(password: &SecretString) -> Result<String, argon2::password_hash::Error> {
    Ok(Argon2::default().hash_password(password.expose_secret().as_bytes())?.to_string())
}

/// The hash of a password that nobody has, with the parameters of the others.
fn decoy() -> &'static str {
    static DECOY: OnceLock<String> = OnceLock::new();
    DECOY.get_or_init(|| hash(&SecretString::from("a password that nobody has")).unwrap_or_default())
}

fn internal(error: &dyn std::fmt::Display) -> Problem {
    tracing::error!(%error, "password hashing");
    Problem::new(ProblemCode::InternalError)
}
