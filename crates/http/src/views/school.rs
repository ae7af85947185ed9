//! Schools.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use vmj_domain::reference::Reference;
use vmj_domain::school::{School, SchoolContent, SchoolSummary};

/// A school, in short.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = SchoolSummary)]
pub struct SchoolSummaryView {
    /// Its id.
    pub id: Uuid,
    /// Its code in the State's directory of schools.
    #[schema(max_length = 8, example = "0352756F")]
    pub uai: String,
    /// Its name.
    #[schema(max_length = 200, example = "Institut d’exemple du numérique")]
    pub name: String,
}

impl From<&SchoolSummary> for SchoolSummaryView {
    fn from(school: &SchoolSummary) -> Self {
        let SchoolSummary { id, uai, name } = school;
        Self { id: (*id).into(), uai: uai.to_string(), name: name.to_string() }
    }
}

/// A school or university.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = School)]
pub struct SchoolView {
    /// Its id.
    pub id: Uuid,
    /// Its code in the State's directory of schools.
    #[schema(max_length = 8, example = "0352756F")]
    pub uai: String,
    /// Its name.
    #[schema(max_length = 200, example = "Institut d’exemple du numérique")]
    pub name: String,
    /// COG code of its commune.
    #[schema(max_length = 5, example = "35238")]
    pub commune_code: String,
    /// The name of its commune; absent when the commune is no longer in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100, example = "Rennes")]
    pub commune_name: Option<String>,
    /// COG code of its department or collectivity.
    #[schema(max_length = 3, example = "35")]
    pub department_code: String,
    /// When it was taken out of use; absent while it is in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retired_at: Option<DateTime<Utc>>,
    /// Written this many times.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_u64, example = 1)]
    pub version: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last written.
    pub updated_at: DateTime<Utc>,
}

impl SchoolView {
    /// A school, with the name of its commune.
    pub fn new(school: &School, reference: &Reference) -> Self {
        let School { id, content, retired_at, version, created_at, updated_at } = school;
        let SchoolContent { uai, name, commune_code, department_code } = content;
        Self {
            id: (*id).into(),
            uai: uai.to_string(),
            name: name.to_string(),
            commune_name: reference.commune(commune_code).map(|commune| commune.name.to_owned()),
            commune_code: commune_code.clone(),
            department_code: department_code.clone(),
            retired_at: *retired_at,
            version: version.get(),
            created_at: *created_at,
            updated_at: *updated_at,
        }
    }
}
