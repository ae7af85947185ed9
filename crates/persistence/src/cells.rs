//! From the cells of a row to values of the domain.

use std::fmt::Display;

use uuid::Uuid;
use vmj_domain::account::Locale;
use vmj_domain::code::Coded;
use vmj_domain::organisation::OrganisationSummary;
use vmj_domain::text::{Label, Slug, TextError};
use vmj_domain::version::Version;

use crate::StoreError;
use crate::codes::split;

/// Reads the cells of one row. What is not a value of the domain is [`StoreError::Corrupt`], by table and key.
#[derive(Clone, Copy)]
pub struct Cells<'a> {
    table: &'static str,
    key: &'a dyn Display,
}

impl<'a> Cells<'a> {
    /// Those of the row of a key.
    pub const fn of(table: &'static str, key: &'a dyn Display) -> Self {
        Self { table, key }
    }

    /// The row does not fit the domain.
    pub fn corrupt(self, problem: impl ToString) -> StoreError {
        StoreError::corrupt(self.table, self.key, problem)
    }

    /// A text of the domain.
    pub fn text<T>(self, parse: fn(&str) -> Result<T, TextError>, text: &str) -> Result<T, StoreError> {
        parse(text).map_err(|error| self.corrupt(error))
    }

    /// A text that may be missing.
    pub fn optional<T>(
        self,
        parse: fn(&str) -> Result<T, TextError>,
        text: &Option<String>,
    ) -> Result<Option<T>, StoreError> {
        text.as_deref().map(|text| self.text(parse, text)).transpose()
    }

    /// A value of a closed list.
    pub fn code<T: Coded>(self, slug: &str) -> Result<T, StoreError> {
        T::from_slug(slug).ok_or_else(|| self.corrupt(format!("{} {slug}", T::NAME)))
    }

    /// A value of a closed list that may be missing.
    pub fn optional_code<T: Coded>(self, slug: &Option<String>) -> Result<Option<T>, StoreError> {
        slug.as_deref().map(|slug| self.code(slug)).transpose()
    }

    /// A set of values of a closed list.
    pub fn codes<T: Coded>(self, slugs: &str) -> Result<Vec<T>, StoreError> {
        split(self.table, self.key, slugs)
    }

    /// A language.
    pub fn locale(self, tag: &str) -> Result<Locale, StoreError> {
        Locale::from_tag(tag).ok_or_else(|| self.corrupt("locale"))
    }

    /// An organisation as others show it.
    pub fn organisation(self, id: Uuid, code: &str, name: &str) -> Result<OrganisationSummary, StoreError> {
        let (code, name) = (self.text(Slug::parse, code)?, self.text(Label::parse, name)?);
        Ok(OrganisationSummary { id: id.into(), code, name })
    }

    /// A version.
    pub fn version(self, number: i64) -> Result<Version, StoreError> {
        Version::from_stored(number).ok_or_else(|| self.corrupt("version"))
    }
}
