//! Columns, read as the server reads them: every one, into a value of its own.

use std::hint::black_box;

use chrono::{DateTime, NaiveDate, Utc};
use tokio_postgres::types::{FromSql, Type};
use tokio_postgres::{Error, Row};
use uuid::Uuid;

use crate::Outcome;

/// Reads all columns of a row.
pub fn read(row: &Row) -> Outcome<()> {
    for (at, column) in row.columns().iter().enumerate() {
        match *column.type_() {
            Type::UUID => value::<Uuid>(row, at)?,
            Type::TEXT | Type::VARCHAR => value::<String>(row, at)?,
            Type::INT8 => value::<i64>(row, at)?,
            Type::INT4 => value::<i32>(row, at)?,
            Type::BOOL => value::<bool>(row, at)?,
            Type::TIMESTAMPTZ => value::<DateTime<Utc>>(row, at)?,
            Type::DATE => value::<NaiveDate>(row, at)?,
            _ => return Err(format!("{} is of type {}", column.name(), column.type_()).into()),
        }
    }
    Ok(())
}

fn value<'r, T: FromSql<'r>>(row: &'r Row, at: usize) -> Result<(), Error> {
    black_box(row.try_get::<_, Option<T>>(at)?);
    Ok(())
}
