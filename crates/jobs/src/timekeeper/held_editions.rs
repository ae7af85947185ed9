//! A published edition whose day is over was held.

use vmj_domain::place::national_day;
use vmj_persistence::{ReadTx, StoreError};

use super::{Timekeeper, editions};

/// Moves editions on to `held`.
pub async fn hold(keeper: &Timekeeper) -> Result<usize, StoreError> {
    let today = national_day(keeper.store.clock().now());
    let over = async |tx: &ReadTx| tx.editions().published_before(today).await;
    let ids = keeper.store.read::<_, StoreError>(over).await?;
    editions::move_on(keeper, ids, "edition.held", |edition, now| edition.hold(now).ok()).await
}
