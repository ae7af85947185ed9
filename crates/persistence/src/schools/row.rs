//! Between rows and schools.

use vmj_domain::school::{School, SchoolContent, SchoolSummary};
use vmj_domain::text::{Label, Uai, fold};

use crate::StoreError;
use crate::cells::Cells;
use crate::entity::school;

const TABLE: &str = "schools";

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
        let version = Cells::of(TABLE, &id).version(version)?;
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
    let cells = Cells::of(TABLE, &row.id);
    Ok(SchoolSummary {
        id: row.id.into(),
        uai: cells.text(Uai::parse, &row.uai)?,
        name: cells.text(Label::parse, &row.name)?,
    })
}
