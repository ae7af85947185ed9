//! Rows that are locked, and then read.

use std::collections::BTreeSet;

use sea_orm::{DatabaseTransaction, EntityTrait, QueryOrder as _, QuerySelect as _, Select};
use uuid::Uuid;

use crate::StoreError;

/// Locks the rows of a query until the end of the transaction, in the order of their ids, so that two of these never
/// wait for each other.
///
/// # Errors
/// The store fails.
pub async fn lock<E: EntityTrait>(
    query: Select<E>,
    id: E::Column,
    connection: &DatabaseTransaction,
) -> Result<BTreeSet<Uuid>, StoreError> {
    let ids = query.select_only().column(id).order_by_asc(id).lock_exclusive();
    Ok(ids.into_tuple::<Uuid>().all(connection).await?.into_iter().collect())
}

/// Locks the rows of a query, and reads them in a look of its own, in the order of their ids: one that waits for a lock
/// sees what is joined to the row as it was before the wait.
///
/// # Errors
/// The store fails.
pub async fn read_locked<E: EntityTrait, T>(
    query: Select<E>,
    (column, id): (E::Column, impl Fn(&T) -> Uuid),
    connection: &DatabaseTransaction,
    read: impl AsyncFnOnce(Select<E>) -> Result<Vec<T>, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let locked = lock(query.clone(), column, connection).await?;
    if locked.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = read(query.order_by_asc(column)).await?;
    // Others may have come to match meanwhile.
    found.retain(|row| locked.contains(&id(row)));
    Ok(found)
}
