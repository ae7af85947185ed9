//! Reference data.

use std::borrow::Cow;

use crate::contract::page::items_schema;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};
use vmj_domain::reference::{Commune, Department, Holiday, JobFamily, Region, StudyLevel};

/// A region or overseas collectivity.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Region)]
pub struct RegionView {
    /// COG code.
    #[schema(max_length = 3, example = "53")]
    pub code: String,
    /// Official name.
    #[schema(max_length = 100, example = "Bretagne")]
    pub name: String,
    /// `metro`, `drom` (overseas department) or `com` (overseas collectivity).
    #[schema(max_length = 5, example = "metro")]
    pub zone: String,
}

/// A department or collectivity.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Department)]
pub struct DepartmentView {
    /// COG code.
    #[schema(max_length = 3, example = "35")]
    pub code: String,
    /// Official name.
    #[schema(max_length = 100, example = "Ille-et-Vilaine")]
    pub name: String,
    /// COG code of its region.
    #[schema(max_length = 3, example = "53")]
    pub region_code: String,
    /// `metro`, `drom` (overseas department) or `com` (overseas collectivity).
    #[schema(max_length = 5, example = "metro")]
    pub zone: String,
}

/// A commune or municipal arrondissement.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Commune)]
pub struct CommuneView {
    /// COG code, not a postal code.
    #[schema(max_length = 5, example = "35238")]
    pub code: String,
    /// Official name.
    #[schema(max_length = 100, example = "Rennes")]
    pub name: String,
    /// COG code of its department or collectivity.
    #[schema(max_length = 3, example = "35")]
    pub department_code: String,
    /// COG code of its region or collectivity.
    #[schema(max_length = 3, example = "53")]
    pub region_code: String,
    /// Postal codes.
    #[schema(max_items = 50, example = json!(["35000", "35200", "35700"]))]
    pub postal_codes: Vec<PostalCode>,
    /// Inhabitants; 0 where unknown.
    #[schema(minimum = 0, maximum = 100_000_000, example = 225_081)]
    pub population: u32,
    /// For an arrondissement of Paris, Lyon or Marseille, the commune.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 5, example = "75056")]
    pub parent_code: Option<String>,
}

/// A postal code.
#[derive(Debug, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, max_length = 5, example = "35000")]
pub struct PostalCode(pub &'static str);

/// A year of higher education.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StudyLevel)]
pub struct StudyLevelView {
    /// Its code.
    #[schema(max_length = 20, example = "bac_plus_4")]
    pub code: String,
    /// French label.
    #[schema(max_length = 100, example = "Bac+4 (Master 1)")]
    pub label_fr: String,
    /// English label.
    #[schema(max_length = 100, example = "Four years (first year of a master's)")]
    pub label_en: String,
    /// Years after the baccalauréat.
    #[schema(minimum = 1, maximum = 10, example = 4)]
    pub years_after_baccalaureate: u8,
}

/// A family of digital jobs.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = JobFamily)]
pub struct JobFamilyView {
    /// Its code.
    #[schema(max_length = 64, example = "data")]
    pub code: String,
    /// French label.
    #[schema(max_length = 200, example = "Données")]
    pub label_fr: String,
    /// English label.
    #[schema(max_length = 200, example = "Data")]
    pub label_en: String,
}

/// A public holiday at a place.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublicHoliday)]
pub struct PublicHolidayView {
    /// The day.
    pub date: NaiveDate,
    /// Its French name.
    #[schema(max_length = 100, example = "Fête nationale")]
    pub name: String,
    /// Whether it holds here but not in all of France.
    pub local: bool,
}

/// A whole list: short enough to need no pages.
#[derive(Debug, Serialize)]
pub struct List<T> {
    /// All items.
    pub items: Vec<T>,
}

impl<T: ToSchema> PartialSchema for List<T> {
    fn schema() -> RefOr<Schema> {
        items_schema::<T>("A whole list.").into()
    }
}

/// Named after its items, as a page is.
impl<T: ToSchema> ToSchema for List<T> {
    fn name() -> Cow<'static, str> {
        format!("{}List", T::name()).into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        T::schemas(schemas);
        schemas.push((T::name().into_owned(), T::schema()));
    }
}

impl From<&Region> for RegionView {
    fn from(region: &Region) -> Self {
        let Region { code, name, zone } = region;
        Self { code: code.clone(), name: name.clone(), zone: zone.clone() }
    }
}

impl From<&Department> for DepartmentView {
    fn from(department: &Department) -> Self {
        let Department { code, name, region_code, zone } = department;
        Self { code: code.clone(), name: name.clone(), region_code: region_code.clone(), zone: zone.clone() }
    }
}

impl From<&Commune> for CommuneView {
    fn from(commune: &Commune) -> Self {
        Self {
            code: commune.code.to_owned(),
            name: commune.name.to_owned(),
            department_code: commune.department_code.to_owned(),
            region_code: commune.region_code.to_owned(),
            postal_codes: commune.postal_codes().map(PostalCode).collect(),
            population: commune.population,
            parent_code: commune.parent_code.map(str::to_owned),
        }
    }
}

impl From<&StudyLevel> for StudyLevelView {
    fn from(level: &StudyLevel) -> Self {
        let StudyLevel { code, label_fr, label_en, years } = level;
        Self {
            code: code.clone(),
            label_fr: label_fr.clone(),
            label_en: label_en.clone(),
            years_after_baccalaureate: *years,
        }
    }
}

impl From<&JobFamily> for JobFamilyView {
    fn from(family: &JobFamily) -> Self {
        let JobFamily { code, label_fr, label_en } = family;
        Self { code: code.clone(), label_fr: label_fr.clone(), label_en: label_en.clone() }
    }
}

impl From<Holiday> for PublicHolidayView {
    fn from(holiday: Holiday) -> Self {
        let Holiday { date, name, local } = holiday;
        Self { date, name, local }
    }
}
