//! Parameters, from the text that PostgreSQL logs.

use tokio_postgres::types::{ToSql, Type};
use uuid::Uuid;

use crate::Outcome;

/// A parameter of this type.
pub fn value(kind: &Type, text: Option<&str>) -> Outcome<Box<dyn ToSql + Send + Sync>> {
    Ok(match *kind {
        Type::UUID => Box::new(text.map(str::parse::<Uuid>).transpose()?),
        Type::INT8 => Box::new(text.map(str::parse::<i64>).transpose()?),
        Type::INT4 => Box::new(text.map(str::parse::<i32>).transpose()?),
        Type::TEXT | Type::VARCHAR => Box::new(text.map(str::to_owned)),
        _ => return Err(format!("a parameter of type {kind}").into()),
    })
}
