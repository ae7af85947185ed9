//! What a new database starts with; afterwards DINUM owns these rows.

use super::rows::{ReferenceError, rows};
use crate::job_profile::JobProfileContent;
use crate::organisation::OrganisationKind;
use crate::text::{Label, RomeCode, Siret, Slug, TextError};

/// A job profile as the State's job board named it.
#[derive(Debug)]
pub struct JobProfileSeed {
    /// Its code.
    pub code: Slug,
    /// Labels and family.
    pub content: JobProfileContent,
}

/// An organisation named on the pages of the first editions.
#[derive(Debug)]
pub struct OrganisationSeed {
    /// Its code.
    pub code: Slug,
    /// Name in force in 2022.
    pub name: Label,
    /// Acronym.
    pub short_name: Label,
    /// What it is.
    pub kind: OrganisationKind,
    /// SIRET, where one was found.
    pub siret: Option<Siret>,
    /// The code of its parent.
    pub parent_code: Option<String>,
}

/// The 52 job profiles of the reference data.
///
/// # Errors
/// The embedded data is broken.
pub fn job_profile_seeds() -> Result<Vec<JobProfileSeed>, ReferenceError> {
    const FILE: &str = "job_profiles.csv";
    rows(FILE, include_str!("../../reference/job_profiles.csv"))?
        .into_iter()
        .map(|[family, code, label_fr, label_en, rome]| {
            let rome_code = Some(rome).filter(|rome| !rome.is_empty());
            let content = JobProfileContent {
                family_code: checked(FILE, Slug::parse(&family))?,
                label_fr: checked(FILE, Label::parse(&label_fr))?,
                label_en: checked(FILE, Label::parse(&label_en))?,
                rome_code: rome_code.map(|rome| checked(FILE, RomeCode::parse(&rome))).transpose()?,
            };
            Ok(JobProfileSeed { code: checked(FILE, Slug::parse(&code))?, content })
        })
        .collect()
}

/// The 14 organisations of the reference data, parents first.
///
/// # Errors
/// The embedded data is broken.
pub fn organisation_seeds() -> Result<Vec<OrganisationSeed>, ReferenceError> {
    const FILE: &str = "organisations.csv";
    rows(FILE, include_str!("../../reference/organisations.csv"))?
        .into_iter()
        .map(|[code, name, short_name, kind, siret, parent]| {
            let siret = Some(siret).filter(|siret| !siret.is_empty());
            let unknown = || ReferenceError::Value { file: FILE, problem: format!("kind {kind}") };
            Ok(OrganisationSeed {
                code: checked(FILE, Slug::parse(&code))?,
                name: checked(FILE, Label::parse(&name))?,
                short_name: checked(FILE, Label::parse(&short_name))?,
                kind: OrganisationKind::from_slug(&kind).ok_or_else(unknown)?,
                siret: siret.map(|siret| checked(FILE, Siret::parse(&siret))).transpose()?,
                parent_code: Some(parent).filter(|parent| !parent.is_empty()),
            })
        })
        .collect()
}

fn checked<T>(file: &'static str, parsed: Result<T, TextError>) -> Result<T, ReferenceError> {
    parsed.map_err(|error| ReferenceError::Value { file, problem: error.to_string() })
}
