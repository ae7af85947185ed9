//! Writing pairings, with what follows from each change: a line of the history, and messages.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, DatabaseTransaction, EntityTrait as _, ExprTrait as _,
    QueryFilter as _,
};
use uuid::Uuid;
use vmj_domain::message::{Message, NewMessage};
use vmj_domain::pairing::{Change, Pairing, PairingEvent, Party};

use super::PairingRepository;
use super::columns::{columns, moved_together};
use crate::bulk;
use crate::entity::pairing::{ActiveModel, Column, Entity};
use crate::entity::pairing_event;
use crate::padded::padded;
use crate::tx::new_id;
use crate::{OutboxRepository, StoreError};

/// Far below what a statement can bind.
const CHUNK: usize = 500;

impl PairingRepository<'_, DatabaseTransaction> {
    /// Adds a pairing. `front_url` is where the site is that messages lead to.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when the student has a live one, its seat is taken, or what it replaces was replaced.
    pub async fn insert(&self, change: &Change, front_url: &str) -> Result<(), StoreError> {
        self.insert_many(std::slice::from_ref(change), front_url).await
    }

    /// Adds pairings.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] as from [`PairingRepository::insert`], for any of them.
    pub async fn insert_many(&self, changes: &[Change], front_url: &str) -> Result<(), StoreError> {
        bulk::insert(changes.iter().map(|change| columns(&change.pairing)), self.connection).await?;
        self.record(changes, front_url).await
    }

    /// Writes a pairing that was read at its version, and returns it at the next.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when it was written meanwhile.
    pub async fn update(&self, change: Change, front_url: &str) -> Result<Pairing, StoreError> {
        let read_at = change.pairing.version;
        let written = Pairing { version: read_at.next(), ..change.pairing };
        let outcome = Entity::update_many()
            .set(columns(&written))
            .filter(Column::Id.eq(Uuid::from(written.id)))
            .filter(Column::Version.eq(read_at.get()))
            .exec(self.connection)
            .await?;
        if outcome.rows_affected == 0 {
            return Err(StoreError::Stale);
        }
        let change = Change { pairing: written, ..change };
        self.record(std::slice::from_ref(&change), front_url).await?;
        Ok(change.pairing)
    }

    /// Writes what has become of pairings whose rows this transaction has locked: one statement for all that have come
    /// to the same.
    ///
    /// # Errors
    /// The store fails.
    pub async fn update_many(&self, changes: &[Change], front_url: &str) -> Result<(), StoreError> {
        let mut groups: Vec<(ActiveModel, Vec<Uuid>)> = Vec::new();
        for change in changes {
            let (row, id) = (moved_together(&change.pairing), Uuid::from(change.pairing.id));
            match groups.iter_mut().find(|(known, _)| *known == row) {
                Some((_, ids)) => ids.push(id),
                None => groups.push((row, vec![id])),
            }
        }
        for (row, ids) in &groups {
            for ids in ids.chunks(CHUNK) {
                Entity::update_many()
                    .set(row.clone())
                    .col_expr(Column::Version, Expr::col(Column::Version).add(1))
                    .filter(Column::Id.is_in(padded(ids)))
                    .exec(self.connection)
                    .await?;
            }
        }
        self.record(changes, front_url).await
    }

    async fn record(&self, changes: &[Change], front_url: &str) -> Result<(), StoreError> {
        let events = changes.iter().map(|change| Self::event_row(&change.event(self.now)));
        bulk::insert(events, self.connection).await?;
        let messages: Vec<_> = changes.iter().flat_map(|change| messages(change, front_url)).collect();
        OutboxRepository::new(self.connection, self.now).push_many(&messages).await
    }

    pub(super) fn event_row(event: &PairingEvent) -> pairing_event::ActiveModel {
        let PairingEvent { pairing, at, kind, by, reason, date } = event;
        pairing_event::ActiveModel {
            id: Set(new_id(*at)),
            pairing_id: Set((*pairing).into()),
            at: Set(*at),
            kind: Set(kind.slug().to_owned()),
            author: Set(by.slug().to_owned()),
            reason_code: Set(reason.map(|reason| reason.slug().to_owned())),
            date: Set(*date),
        }
    }
}

fn messages(change: &Change, front_url: &str) -> Vec<NewMessage> {
    let Pairing { id, student, ambassador, date, .. } = &change.pairing;
    let message = |(party, notice)| {
        let (person, locale) = match party {
            Party::Student => (&student.person, student.locale),
            Party::Ambassador => (&ambassador.agent, ambassador.locale),
        };
        NewMessage {
            account: Some(person.id),
            recipient: person.email.clone(),
            locale,
            message: Message::Pairing {
                notice,
                given_name: person.given_name.clone(),
                url: format!("{front_url}/pairings/{id}"),
                date: change.event(change.pairing.updated_at).date.unwrap_or(*date),
                deadline: change.deadline(),
            },
        }
    };
    change.notices().into_iter().map(message).collect()
}
