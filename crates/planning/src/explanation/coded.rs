//! Closed lists of the domain, written by their slugs.

use serde::{Deserialize as _, Deserializer, Serializer, de};
use vmj_domain::code::Coded;

pub fn serialize<C: Coded, S: Serializer>(value: &C, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(value.slug())
}

pub fn deserialize<'de, C: Coded, D: Deserializer<'de>>(deserializer: D) -> Result<C, D::Error> {
    let slug = String::deserialize(deserializer)?;
    C::from_slug(&slug).ok_or_else(|| de::Error::custom(format!("{slug:?} is not in {}", C::NAME)))
}
