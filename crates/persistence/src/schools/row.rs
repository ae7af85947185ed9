//! Between rows and schools.

use vmj_domain::school::{School, SchoolContent, SchoolSummary};
use vmj_domain::text::{Label, TextError, Uai, fold};
use vmj_domain::version::Version;

use crate::StoreError;
use crate::entity::school;

impl From<&School> for school::Model {
    fn from(school: &School) -> Self {
        let School { id, content, retired_at, version, created_at, updated_at } = school;
        let SchoolContent { uai, name, commune_code, department_code } = content;
        Self {
            id: (*id).into(),
            uai: uai.to_string(),
            name: name.to_string(),
            sort_name: fold(name.as_str()),
            commune_code: commune_code.clone(),
            department_code: department_code.clone(),
            retired_at: *retired_at,
            version: version.get(),
            created_at: *created_at,
            updated_at: *updated_at,
        }
    }
}

impl TryFrom<school::Model> for School {
    type Error = StoreError;

    fn try_from(row: school::Model) -> Result<Self, StoreError> {
        let SchoolSummary { id, uai, name } = summary(&row)?;
        let school::Model { commune_code, department_code, retired_at, version, .. } = row;
        let version =
            Version::from_stored(version).ok_or_else(|| StoreError::corrupt("schools", id, "version"))?;
        Ok(Self {
            id,
            content: SchoolContent { uai, name, commune_code, department_code },
            retired_at,
            version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

fn summary(row: &school::Model) -> Result<SchoolSummary, StoreError> {
    let corrupt = |error: TextError| StoreError::corrupt("schools", row.id, error);
    Ok(SchoolSummary {
        id: row.id.into(),
        uai: Uai::parse(&row.uai).map_err(corrupt)?,
        name: Label::parse(&row.name).map_err(corrupt)?,
    })
}
