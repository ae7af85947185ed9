//! Seats: each live pairing of an ambassador takes one, numbered from 1 (PRODUCT.md, rule 3).

use std::collections::HashMap;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use uuid::Uuid;
use vmj_domain::id::{AmbassadorId, PairingId};
use vmj_domain::pairing::PairingState;

use super::PairingRepository;
use crate::StoreError;
use crate::entity::pairing::{Column, Entity};
use crate::padded::padded;

/// Most ambassadors of a statement that names each.
const CHUNK: usize = 500;

/// The seats of an ambassador.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seats {
    taken: Vec<(u32, PairingId)>,
}

impl Seats {
    /// The first seat that is free, if the capacity has one.
    #[must_use]
    pub fn first_free(&self, capacity: u32) -> Option<u32> {
        (1..=capacity).find(|seat| !self.taken.iter().any(|(taken, _)| taken == seat))
    }

    /// Gives a pairing the first seat that is free, if the capacity has one.
    pub fn take(&mut self, capacity: u32, pairing: PairingId) -> Option<u32> {
        let seat = self.first_free(capacity)?;
        self.taken.push((seat, pairing));
        Some(seat)
    }

    /// How many are taken.
    #[must_use]
    pub fn taken(&self) -> usize {
        self.taken.len()
    }

    /// Which pairings move to which seats, so that all fit into a capacity that is not below their number.
    fn moves(&self, capacity: u32) -> Vec<(PairingId, u32)> {
        let mut seats = self.clone();
        let outside: Vec<_> = self.taken.iter().filter(|(seat, _)| *seat > capacity).copied().collect();
        let mut moves = Vec::new();
        for (seat, pairing) in outside {
            if let Some(free) = seats.first_free(capacity) {
                seats.taken.retain(|(taken, _)| *taken != seat);
                seats.taken.push((free, pairing));
                moves.push((pairing, free));
            }
        }
        moves
    }
}

impl PairingRepository<'_, DatabaseTransaction> {
    /// Which seats of an ambassador are taken. Whoever changes seats or capacity has locked the ambassador, and so nobody
    /// else changes them until the end of the transaction.
    ///
    /// # Errors
    /// The store fails.
    pub async fn seats_of(&self, ambassador: AmbassadorId) -> Result<Seats, StoreError> {
        Ok(self.seats_of_many(&[ambassador]).await?.remove(&ambassador).unwrap_or_default())
    }

    /// As [`PairingRepository::seats_of`], for many, who are all locked. Each of them is among the keys.
    ///
    /// # Errors
    /// The store fails.
    pub async fn seats_of_many(
        &self,
        ambassadors: &[AmbassadorId],
    ) -> Result<HashMap<AmbassadorId, Seats>, StoreError> {
        let mut seats: HashMap<_, _> = ambassadors.iter().map(|id| (*id, Seats::default())).collect();
        let ids: Vec<_> = ambassadors.iter().copied().map(Uuid::from).collect();
        for ids in ids.chunks(CHUNK) {
            let taken: Vec<(Uuid, i32, Uuid)> = Entity::find()
                .select_only()
                .columns([Column::AmbassadorId, Column::Seat, Column::Id])
                .filter(Column::AmbassadorId.is_in(padded(ids)))
                .filter(Column::State.is_in(PairingState::LIVE))
                .order_by_asc(Column::Seat)
                .into_tuple()
                .all(self.connection)
                .await?;
            for (ambassador, seat, pairing) in taken {
                let seats = seats.entry(ambassador.into()).or_default();
                seats.taken.push((u32::try_from(seat).unwrap_or(0), pairing.into()));
            }
        }
        Ok(seats)
    }

    /// Gives those outside a new capacity the free seats within it. The ambassador is locked.
    ///
    /// # Errors
    /// The store fails.
    pub async fn renumber(&self, seats: &Seats, capacity: u32) -> Result<(), StoreError> {
        for (pairing, seat) in seats.moves(capacity) {
            Entity::update_many()
                .col_expr(Column::Seat, Expr::value(i32::try_from(seat).unwrap_or(i32::MAX)))
                .filter(Column::Id.eq(Uuid::from(pairing)))
                .exec(self.connection)
                .await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_sits_outside_moves_to_the_first_free_seats() {
        let id = |number: u128| PairingId::from(Uuid::from_u128(number));
        let seats = Seats { taken: vec![(1, id(1)), (3, id(3)), (5, id(5))] };
        assert_eq!((seats.first_free(5), seats.first_free(1), seats.taken()), (Some(2), None, 3));
        assert_eq!(seats.moves(5), []);
        assert_eq!(seats.moves(4), [(id(5), 2)]);
        assert_eq!(Seats { taken: vec![(4, id(4)), (5, id(5))] }.moves(2), [(id(4), 1), (id(5), 2)]);
    }
}
