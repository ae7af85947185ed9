//! A vector read by `u32`: the arena of the solver.

use std::ops::{Index, IndexMut};

/// Rows numbered from 0. The solver only ever asks for numbers that it gave out itself, so a number out of bounds is a
/// defect of the solver and stops it; nothing that a caller sends becomes a number before it was looked up.
#[derive(Debug, Clone, Default)]
pub struct Table<T>(Vec<T>);

impl<T: Clone> Table<T> {
    /// `rows` times the same value.
    pub fn filled(rows: usize, value: T) -> Self {
        Self(vec![value; rows])
    }
}

impl<T> Table<T> {
    pub fn len(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    pub fn truncate(&mut self, rows: u32) {
        self.0.truncate(rows as usize);
    }

    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.0.iter_mut()
    }

    /// The rows from `from` up to `to`; none when there are no such rows.
    pub fn range(&self, from: u32, to: u32) -> &[T] {
        self.0.get(from as usize..to as usize).unwrap_or_default()
    }

    pub fn range_mut(&mut self, from: u32, to: u32) -> &mut [T] {
        self.0.get_mut(from as usize..to as usize).unwrap_or_default()
    }
}

impl<T> From<Vec<T>> for Table<T> {
    fn from(rows: Vec<T>) -> Self {
        Self(rows)
    }
}

#[expect(clippy::indexing_slicing, reason = "numbers come from the solver, which gave them out")]
impl<T> Index<u32> for Table<T> {
    type Output = T;

    #[inline]
    fn index(&self, row: u32) -> &T {
        &self.0[row as usize]
    }
}

#[expect(clippy::indexing_slicing, reason = "numbers come from the solver, which gave them out")]
impl<T> IndexMut<u32> for Table<T> {
    #[inline]
    fn index_mut(&mut self, row: u32) -> &mut T {
        &mut self.0[row as usize]
    }
}
