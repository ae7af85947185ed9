//! The loop of every worker.

use std::pin::pin;
use std::time::Duration;

use vmj_persistence::StoreError;

/// How long a worker leaves a database alone that did not answer.
const REST: Duration = Duration::from_secs(5);

/// Takes step after step until `stop` ends, at once while a step says that there may be more to do, else after a pause.
/// A step that was begun is finished first.
pub async fn repeat(
    worker: &'static str,
    pause: Duration,
    step: impl AsyncFn() -> Result<bool, StoreError>,
    stop: impl Future,
) {
    let mut stop = pin!(stop);
    loop {
        let pause = match step().await {
            Ok(true) => Duration::ZERO,
            Ok(false) => pause,
            Err(error) => {
                tracing::warn!(worker, %error, "the database cannot be read or written");
                REST
            }
        };
        tokio::select! {
            biased;
            _ = &mut stop => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}
