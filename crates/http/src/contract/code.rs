//! Values of the domain's closed lists, as JSON and in the document.

use std::borrow::Cow;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::openapi::schema::Type;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};
use vmj_domain::code::Coded;

/// A value of a closed list: its slug in JSON, an enum in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code<T>(pub T);

impl<T: Coded> Serialize for Code<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.slug())
    }
}

impl<'de, T: Coded> Deserialize<'de> for Code<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let slug = Cow::<str>::deserialize(deserializer)?;
        T::from_slug(&slug).map(Self).ok_or_else(|| {
            let known: Vec<_> = T::ALL.iter().map(|value| value.slug()).collect();
            D::Error::custom(format_args!("unknown variant, expected one of {}", known.join(", ")))
        })
    }
}

impl<T: Coded> PartialSchema for Code<T> {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(T::DESCRIPTION))
            .enum_values(Some(T::ALL.iter().map(|value| value.slug())))
            .examples(T::ALL.first().map(|value| value.slug()))
            .into()
    }
}

impl<T: Coded> ToSchema for Code<T> {
    fn name() -> Cow<'static, str> {
        format!("{}Code", T::NAME).into()
    }
}

/// The values, as they are shown.
pub fn codes<T: Coded>(values: &[T]) -> Vec<Code<T>> {
    values.iter().copied().map(Code).collect()
}

/// The values that were sent, in order and each once.
pub fn values<T: Coded>(codes: &[Code<T>]) -> Vec<T> {
    let mut values: Vec<_> = codes.iter().map(|code| code.0).collect();
    values.sort_unstable();
    values.dedup();
    values
}
