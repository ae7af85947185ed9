//! Many rows at once, in statements of few different lengths.

use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait};

use crate::StoreError;

/// Rows of one statement: far below what it can bind, however many columns they have.
const CHUNK: usize = 500;

/// Inserts rows, whose columns are those that any of them has set.
///
/// # Errors
/// The store fails, or refuses a row.
pub async fn insert<A: ActiveModelTrait>(
    rows: impl IntoIterator<Item = A>,
    connection: &impl ConnectionTrait,
) -> Result<(), StoreError> {
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<_> = rows.by_ref().take(CHUNK).collect();
        <A::Entity as EntityTrait>::insert_many(chunk).exec_without_returning(connection).await?;
    }
    Ok(())
}
