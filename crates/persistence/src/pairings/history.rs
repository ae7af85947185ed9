//! What happened to a pairing.

use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};
use uuid::Uuid;
use vmj_domain::id::{PairingEventId, PairingId};
use vmj_domain::pairing::PairingEvent;

use super::PairingRepository;
use crate::StoreError;
use crate::cells::Cells;
use crate::entity::pairing_event::{Column, Entity, Model};
use crate::page::{Keyset, Slice};

impl<C: ConnectionTrait> PairingRepository<'_, C> {
    /// A page of what happened to a pairing, in order of time.
    ///
    /// # Errors
    /// The store fails.
    pub async fn history(
        &self,
        pairing: PairingId,
        keyset: &Keyset<PairingEventId>,
    ) -> Result<Slice<(PairingEventId, PairingEvent)>, StoreError> {
        let query = Entity::find().filter(Column::PairingId.eq(Uuid::from(pairing)));
        let position = keyset.position.map(|id| [SimpleExpr::from(Uuid::from(id))]);
        let rows = keyset.apply(query, [Column::Id], false, position).all(self.connection).await?;
        Ok(keyset.slice(rows.into_iter().map(event).collect::<Result<Vec<_>, _>>()?))
    }

    /// How much has happened to a pairing.
    ///
    /// # Errors
    /// The store fails.
    pub async fn history_length(&self, pairing: PairingId) -> Result<u64, StoreError> {
        let query = Entity::find().filter(Column::PairingId.eq(Uuid::from(pairing)));
        Ok(query.count(self.connection).await?)
    }
}

fn event(row: Model) -> Result<(PairingEventId, PairingEvent), StoreError> {
    let cells = Cells::of("pairing_events", &row.id);
    let event = PairingEvent {
        pairing: row.pairing_id.into(),
        at: row.at,
        kind: cells.code(&row.kind)?,
        by: cells.code(&row.author)?,
        reason: cells.optional_code(&row.reason_code)?,
        date: row.date,
    };
    Ok((row.id.into(), event))
}
