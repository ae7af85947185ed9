//! In which language people are written to.

use std::collections::HashMap;

use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use uuid::Uuid;
use vmj_domain::account::Locale;
use vmj_domain::id::AccountId;

use super::AccountRepository;
use crate::StoreError;
use crate::cells::Cells;
use crate::entity::account::{Column, Entity};
use crate::padded::padded;

/// Most accounts of a statement that names each: the engines take a limited number of values.
const CHUNK: usize = 1000;

impl<C: ConnectionTrait> AccountRepository<'_, C> {
    /// The languages of these accounts; who is not there has none.
    ///
    /// # Errors
    /// The store fails.
    pub async fn locales(&self, ids: &[AccountId]) -> Result<HashMap<AccountId, Locale>, StoreError> {
        let mut locales = HashMap::with_capacity(ids.len());
        for ids in ids.chunks(CHUNK) {
            let named = padded(ids).into_iter().map(Uuid::from);
            let rows = Entity::find()
                .select_only()
                .columns([Column::Id, Column::Locale])
                .filter(Column::Id.is_in(named))
                .into_tuple::<(Uuid, String)>()
                .all(self.connection)
                .await?;
            for (id, locale) in rows {
                locales.insert(id.into(), Cells::of("accounts", &id).locale(&locale)?);
            }
        }
        Ok(locales)
    }
}
