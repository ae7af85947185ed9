//! Keyset pages: a position in an order, not a count of rows.

use sea_orm::sea_query::Expr;
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait as _, Order, QueryFilter, QueryOrder, QuerySelect, Select,
};

/// Which way to go from the position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To what comes after it in the order asked for.
    Forward,
    /// To what comes before it.
    Backward,
}

/// Which page of a list.
#[derive(Clone, Debug)]
pub struct Keyset<K> {
    /// The key of the item beside the page; `None` for the first page.
    pub position: Option<K>,
    /// Which side of the position.
    pub direction: Direction,
    /// How many items at most.
    pub limit: u32,
}

/// One page of a list.
#[derive(Clone, Debug)]
pub struct Slice<T> {
    /// The items, in the order asked for.
    pub items: Vec<T>,
    /// Whether there are items before them.
    pub has_previous: bool,
    /// Whether there are items after them.
    pub has_next: bool,
}

impl<K> Keyset<K> {
    /// How many rows to fetch: one more than shown tells whether there are others.
    #[must_use]
    pub const fn fetch(&self) -> u64 {
        self.limit as u64 + 1
    }

    /// The same page with its position in other words.
    #[must_use]
    pub fn map<L>(self, position: impl FnOnce(K) -> L) -> Keyset<L> {
        Keyset { position: self.position.map(position), direction: self.direction, limit: self.limit }
    }

    /// Makes the page of rows that were fetched in the direction of travel.
    #[must_use]
    pub fn slice<T>(&self, mut rows: Vec<T>) -> Slice<T> {
        let more = rows.len() > self.limit as usize;
        rows.truncate(self.limit as usize);
        match self.direction {
            Direction::Forward => {
                Slice { items: rows, has_previous: self.position.is_some(), has_next: more }
            }
            Direction::Backward => {
                rows.reverse();
                Slice { items: rows, has_previous: more, has_next: self.position.is_some() }
            }
        }
    }

    /// Orders a query by `columns`, all in one direction, and starts it beside the position.
    pub(crate) fn apply<E: EntityTrait, C: ColumnTrait, const N: usize>(
        &self,
        mut query: Select<E>,
        columns: [C; N],
        descending: bool,
        position: Option<[SimpleExpr; N]>,
    ) -> Select<E> {
        let downwards = descending != (self.direction == Direction::Backward);
        let order = if downwards { Order::Desc } else { Order::Asc };
        if let Some(position) = position {
            let here = Expr::tuple(columns.iter().map(|column| Expr::col(column.as_column_ref())));
            let there = Expr::tuple(position);
            query = query.filter(if downwards { here.lt(there) } else { here.gt(there) });
        }
        for column in columns {
            query = query.order_by(column, order.clone());
        }
        query.limit(self.fetch())
    }
}
