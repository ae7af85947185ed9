//! `GET /v1/reference/departments`

use actix_web::{HttpRequest, get};
use serde::Deserialize;
use utoipa::IntoParams;
use validator::Validate;

use super::EMBEDDED;
use crate::access::{Access, Demand as _, Public};
use crate::contract::published::FromMemory;
use crate::extract::{Parse, Query, Violations};
use crate::problem::Problem;
use crate::views::reference::{DepartmentView, List};

/// What to list.
#[derive(Clone, Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListDepartments {
    /// Of this region.
    #[serde(default)]
    #[validate(length(max = 3))]
    #[param(max_length = 3, example = "53")]
    region_code: Option<String>,
}

impl Parse for ListDepartments {
    type Value = ();

    fn parse(&self, _: &mut Violations) -> Option<()> {
        Some(())
    }
}

/// List departments
///
/// The departments and overseas collectivities of the official geographic code, by code.
#[utoipa::path(
    tag = "reference",
    operation_id = "list_departments",
    params(ListDepartments),
    extensions(("x-required-permission" = json!(Public::SLUG))),
)]
#[get("/reference/departments")]
pub async fn list_departments(
    access: Access<Public>,
    query: Query<ListDepartments>,
    request: HttpRequest,
) -> Result<FromMemory<List<DepartmentView>>, Problem> {
    query.checked()?;
    let state = access.state();
    state.published().answer(&request, EMBEDDED, || {
        let departments = state.reference().departments.iter();
        let wanted = departments.filter(|department| {
            query.region_code.as_deref().is_none_or(|code| department.region_code == code)
        });
        Ok((List { items: wanted.map(DepartmentView::from).collect() }, None))
    })
}
