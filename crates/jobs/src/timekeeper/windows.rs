//! When both windows of an open edition are over, matching starts. One that DINUM has opened again is left to DINUM.

use vmj_domain::clock::Instant;
use vmj_domain::edition::{Edition, EditionState};
use vmj_domain::place::national_day;
use vmj_persistence::{ReadTx, StoreError};

use super::{Timekeeper, editions};

/// Moves editions on to `matching`.
pub async fn close(keeper: &Timekeeper) -> Result<usize, StoreError> {
    let today = national_day(keeper.store.clock().now());
    let over = async |tx: &ReadTx| tx.editions().open_with_windows_before(today).await;
    let ids = keeper.store.read::<_, StoreError>(over).await?;
    editions::move_on(keeper, ids, "edition.matching_started", closed).await
}

/// The same edition in `matching`, if nobody can register any more and nobody has opened it again.
fn closed(edition: Edition, now: Instant) -> Option<Edition> {
    let windows = [&edition.parameters.ambassadors_window, &edition.parameters.students_window];
    let over = windows.iter().all(|window| window.closes_at() <= now);
    if !over || edition.state != (EditionState::Open { reopened_because: None }) {
        return None;
    }
    let state = edition.state.start_matching().ok()?;
    Some(edition.moved_to(state, now))
}
