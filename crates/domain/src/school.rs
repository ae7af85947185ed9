//! Schools and universities: what students name, known by their UAI.
//!
//! `active → retired`; a school in use is never deleted (PRODUCT.md, rule 11).

use crate::broken::{Broken, Rule};
use crate::clock::Instant;
use crate::id::SchoolId;
use crate::reference::Reference;
use crate::text::{Label, Uai};
use crate::transition::InvalidTransition;
use crate::version::Version;

/// What a list or another resource shows of a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolSummary {
    /// Its id.
    pub id: SchoolId,
    /// Its UAI.
    pub uai: Uai,
    /// Its name.
    pub name: Label,
}

/// What DINUM writes of a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolContent {
    /// Its code in the State's directory of schools; no two have the same.
    pub uai: Uai,
    /// Its name.
    pub name: Label,
    /// Where it is (COG).
    pub commune_code: String,
    /// The department of its commune.
    pub department_code: String,
}

impl SchoolContent {
    /// A content whose commune exists, in the department of that commune.
    ///
    /// # Errors
    /// There is no such commune.
    pub fn new(
        uai: Uai,
        name: Label,
        commune_code: &str,
        reference: &Reference,
    ) -> Result<Self, Vec<Broken>> {
        let commune = reference.commune(commune_code);
        let commune = commune.ok_or_else(|| vec![Rule::Unknown.at("/commune_code")])?;
        let (commune_code, department_code) = (commune.code.to_owned(), commune.department_code.to_owned());
        Ok(Self { uai, name, commune_code, department_code })
    }

    /// The names of the fields in which another content differs.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<&'static str> {
        let Self { uai, name, commune_code, department_code: _ } = self;
        let fields = [
            ("uai", *uai != other.uai),
            ("name", *name != other.name),
            ("commune_code", *commune_code != other.commune_code),
        ];
        fields.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
    }
}

/// A school or university.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct School {
    /// Its id.
    pub id: SchoolId,
    /// UAI, name and place.
    pub content: SchoolContent,
    /// When it was retired: past uses keep it, new ones are refused.
    pub retired_at: Option<Instant>,
    /// For optimistic concurrency.
    pub version: Version,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last written.
    pub updated_at: Instant,
}

impl School {
    /// Takes it out of use.
    ///
    /// # Errors
    /// Already retired.
    pub fn retire(self, now: Instant) -> Result<Self, InvalidTransition> {
        match self.retired_at {
            None => Ok(Self { retired_at: Some(now), updated_at: now, ..self }),
            Some(_) => Err(InvalidTransition { state: "retired", allowed: &["restoration"] }),
        }
    }

    /// Takes it back into use.
    ///
    /// # Errors
    /// Not retired.
    pub fn restore(self, now: Instant) -> Result<Self, InvalidTransition> {
        match self.retired_at {
            Some(_) => Ok(Self { retired_at: None, updated_at: now, ..self }),
            None => Err(InvalidTransition { state: "active", allowed: &["retirement"] }),
        }
    }

    /// What others show of it.
    #[must_use]
    pub fn summary(&self) -> SchoolSummary {
        SchoolSummary { id: self.id, uai: self.content.uai.clone(), name: self.content.name.clone() }
    }

    /// The same school with another UAI, name or place.
    #[must_use]
    pub fn with_content(self, content: SchoolContent, now: Instant) -> Self {
        Self { content, updated_at: now, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_department_is_that_of_the_commune() {
        let reference = Reference::load().expect("embedded data");
        let new = |commune| {
            let (uai, name) = (Uai::parse("0920131T"), Label::parse("École d’essai"));
            SchoolContent::new(uai.expect("a UAI"), name.expect("a name"), commune, &reference)
        };
        for (commune, department) in [("35238", "35"), ("2A004", "2A"), ("97411", "974"), ("75113", "75")] {
            assert_eq!(new(commune).map(|content| content.department_code), Ok(department.to_owned()));
        }
        assert_eq!(new("00000"), Err(vec![Rule::Unknown.at("/commune_code")]));
    }

    #[test]
    fn retired_and_restored() {
        let reference = Reference::load().expect("embedded data");
        let (uai, name) = (Uai::parse("0920131T").expect("a UAI"), Label::parse("École").expect("a name"));
        let now = Instant::UNIX_EPOCH;
        let school = School {
            id: uuid::Uuid::nil().into(),
            content: SchoolContent::new(uai, name, "35238", &reference).expect("a content"),
            retired_at: None,
            version: Version::FIRST,
            created_at: now,
            updated_at: now,
        };
        assert_eq!(school.clone().restore(now).map_err(|refusal| refusal.allowed), Err(&["retirement"][..]));
        let retired = school.clone().retire(now).expect("retired");
        assert_eq!(retired.clone().retire(now).map_err(|refusal| refusal.allowed), Err(&["restoration"][..]));
        assert_eq!(retired.restore(now), Ok(school));
    }
}
