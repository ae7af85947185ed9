//! What DINUM writes of a school: the body of POST and PUT, and what PATCH patches.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;
use vmj_domain::reference::Reference;
use vmj_domain::school::{School, SchoolContent};
use vmj_domain::text::{Label, Uai};

use crate::access::Unit;
use crate::extract::{Parse, Violations};
use crate::problem::Problem;

/// UAI, name and place of a school.
#[derive(Debug, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"uai": "0352756F", "name": "Institut d’exemple du numérique", "commune_code": "35238"}))]
pub struct SchoolForm {
    /// Its code in the State's directory of schools: seven digits and their check letter.
    #[validate(length(min = 1, max = Uai::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 8, pattern = "^[0-9]{7}[A-Z]$", example = "0352756F")]
    pub uai: String,
    /// Its name.
    #[validate(length(min = 1, max = Label::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 200, example = "Institut d’exemple du numérique")]
    pub name: String,
    /// COG code of its commune, one of `/v1/reference/communes`.
    #[validate(length(min = 1, max = 5))]
    #[schema(min_length = 1, max_length = 5, example = "35238")]
    pub commune_code: String,
}

/// A school whose commune is still to be looked up.
#[derive(Debug)]
pub struct Unplaced {
    uai: Uai,
    name: Label,
    commune_code: String,
}

impl Unplaced {
    /// The content, in the department of its commune.
    pub fn placed(self, reference: &Reference) -> Result<SchoolContent, Problem> {
        let Self { uai, name, commune_code } = self;
        Ok(SchoolContent::new(uai, name, &commune_code, reference)?)
    }
}

impl Parse for SchoolForm {
    type Value = Unplaced;

    fn parse(&self, violations: &mut Violations) -> Option<Unplaced> {
        let uai = violations.take("/uai", Uai::parse(&self.uai));
        let name = violations.take("/name", Label::parse(&self.name));
        Some(Unplaced { uai: uai?, name: name?, commune_code: self.commune_code.clone() })
    }
}

impl From<&SchoolContent> for SchoolForm {
    fn from(content: &SchoolContent) -> Self {
        let SchoolContent { uai, name, commune_code, department_code: _ } = content;
        Self { uai: uai.to_string(), name: name.to_string(), commune_code: commune_code.clone() }
    }
}

/// Refuses a UAI that another school has.
pub async fn check_uai(
    unit: &Unit<'_>,
    content: &SchoolContent,
    own: Option<&School>,
) -> Result<(), Problem> {
    let holder = unit.schools().find_by_uai(&content.uai).await?;
    let taken = holder.is_some_and(|holder| own.is_none_or(|own| own.id != holder.id));
    if taken { Err(Problem::already_exists("/uai")) } else { Ok(()) }
}
