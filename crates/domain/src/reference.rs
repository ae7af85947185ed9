//! Reference data of the State, embedded in the program: places, study levels, job families, holidays.
//!
//! Facts and licences: `reference/README.md` of this crate.

mod communes;
mod holidays;
mod rows;
mod seeds;

use std::collections::HashMap;

pub use communes::{Commune, CommuneQuery};
pub use holidays::{Holiday, HolidayRule, HolidayZone, YEARS};
pub use rows::{Department, JobFamily, ReferenceError, Region, StudyLevel};
pub use seeds::{JobProfileSeed, OrganisationSeed, job_profile_seeds, organisation_seeds};

/// All reference data, parsed once.
#[derive(Debug)]
pub struct Reference {
    /// Regions and overseas collectivities, by code.
    pub regions: Vec<Region>,
    /// Departments and collectivities, by code.
    pub departments: Vec<Department>,
    /// Communes and municipal arrondissements, by code.
    pub communes: Vec<Commune>,
    /// Study levels, by years after the baccalauréat.
    pub study_levels: Vec<StudyLevel>,
    /// Job families, in the order of the State's job board.
    pub job_families: Vec<JobFamily>,
    holiday_rules: Vec<HolidayRule>,
    commune_index: HashMap<&'static str, usize>,
}

impl Reference {
    /// Parses the embedded files.
    ///
    /// # Errors
    /// The embedded data is not what this program expects: a defect of the build.
    pub fn load() -> Result<Self, ReferenceError> {
        let communes = communes::load()?;
        let commune_index = communes.iter().enumerate().map(|(at, commune)| (commune.code, at)).collect();
        Ok(Self {
            regions: rows::regions()?,
            departments: rows::departments()?,
            communes,
            study_levels: rows::study_levels()?,
            job_families: rows::job_families()?,
            holiday_rules: holidays::load()?,
            commune_index,
        })
    }

    /// The commune of a COG code.
    #[must_use]
    pub fn commune(&self, code: &str) -> Option<&Commune> {
        self.commune_index.get(code).and_then(|at| self.communes.get(*at))
    }

    /// The department of a code.
    #[must_use]
    pub fn department(&self, code: &str) -> Option<&Department> {
        self.departments.iter().find(|department| department.code == code)
    }

    /// The job family of a code.
    #[must_use]
    pub fn job_family(&self, code: &str) -> Option<&JobFamily> {
        self.job_families.iter().find(|family| family.code == code)
    }

    /// The public holidays of a year in a department, by date.
    #[must_use]
    pub fn holidays(&self, year: i32, department_code: &str) -> Vec<Holiday> {
        holidays::of_year(&self.holiday_rules, year, HolidayZone::of_department(department_code))
    }

    /// Communes that match, best first (see [`CommuneQuery`]).
    #[must_use]
    pub fn search_communes(&self, query: &CommuneQuery) -> Vec<&Commune> {
        query.select(&self.communes)
    }
}
