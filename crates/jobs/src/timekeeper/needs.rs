//! Accessibility needs are health data: they go seven days after the day (PRODUCT.md, rule 9), as their consent says.

use chrono::{Days, NaiveDate, TimeDelta};
use vmj_domain::place::national_day;
use vmj_persistence::{OldNeeds, StoreError, WriteTx};

use super::{BATCH, Timekeeper};

/// How many days they are kept after the day, or after the edition was cancelled.
const KEPT_DAYS: u32 = 7;

/// Erases a batch of accessibility needs.
pub async fn erase(keeper: &Timekeeper) -> Result<usize, StoreError> {
    let now = keeper.store.clock().now();
    let first_kept = national_day(now).checked_sub_days(Days::new(KEPT_DAYS.into()));
    let old = OldNeeds {
        day_before: first_kept.unwrap_or(NaiveDate::MIN),
        cancelled_by: now - TimeDelta::days(KEPT_DAYS.into()),
    };
    if !keeper.store.read::<_, StoreError>(async |tx| tx.students().has_old_needs(old).await).await? {
        return Ok(0);
    }
    let erase = async |tx: &WriteTx| tx.students().erase_old_needs(old, BATCH).await;
    let erased = keeper.store.write::<_, StoreError>(erase).await?;
    Ok(usize::try_from(erased).unwrap_or(usize::MAX))
}
