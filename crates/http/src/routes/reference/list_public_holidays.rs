//! `GET /v1/reference/public-holidays`

use actix_web::{HttpRequest, get};
use serde::Deserialize;
use utoipa::IntoParams;
use validator::Validate;

use super::EMBEDDED;
use crate::access::{Access, Demand as _, Public};
use crate::contract::language::Text;
use crate::contract::published::FromMemory;
use crate::extract::{Parse, Query, Violations};
use crate::problem::{Place, Problem, Violation};
use crate::state::AppState;
use crate::views::reference::{List, PublicHolidayView};

/// Which year and place.
#[derive(Clone, Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListPublicHolidays {
    /// The year.
    #[validate(range(min = 2000, max = 2100))]
    #[param(minimum = 2000, maximum = 2100, example = 2026)]
    year: i32,
    /// At this commune; takes precedence over the department.
    #[serde(default)]
    #[validate(length(max = 5))]
    #[param(max_length = 5, example = "67482")]
    commune_code: Option<String>,
    /// In this department or collectivity. Without a place: the holidays of all of France.
    #[serde(default)]
    #[validate(length(max = 3))]
    #[param(max_length = 3, example = "67")]
    department_code: Option<String>,
}

impl Parse for ListPublicHolidays {
    type Value = ();

    fn parse(&self, _: &mut Violations) -> Option<()> {
        Some(())
    }
}

impl ListPublicHolidays {
    /// The department meant; empty for all of France.
    fn department<'s>(&'s self, state: &'s AppState) -> Result<&'s str, Problem> {
        let unknown = |pointer: &str| {
            let detail = Text::fixed("Aucun lieu n’a ce code.", "No place has this code.");
            let pointer = pointer.to_owned();
            Problem::invalid(vec![Violation { place: Place::Query, pointer, code: "unknown_value", detail }])
        };
        match (&self.commune_code, &self.department_code) {
            (Some(code), _) => {
                let commune = state.reference().commune(code).ok_or_else(|| unknown("/commune_code"))?;
                Ok(commune.department_code)
            }
            (None, Some(code)) => {
                state.reference().department(code).ok_or_else(|| unknown("/department_code"))?;
                Ok(code)
            }
            (None, None) => Ok(""),
        }
    }
}

/// List public holidays
///
/// The days on which a place does not work, by date; overseas and Alsace-Moselle have their own.
#[utoipa::path(
    tag = "reference",
    operation_id = "list_public_holidays",
    params(ListPublicHolidays),
    extensions(("x-required-permission" = json!(Public::SLUG))),
)]
#[get("/reference/public-holidays")]
pub async fn list_public_holidays(
    access: Access<Public>,
    query: Query<ListPublicHolidays>,
    request: HttpRequest,
) -> Result<FromMemory<List<PublicHolidayView>>, Problem> {
    query.checked()?;
    let state = access.state();
    let department = query.department(state)?;
    state.published().answer(&request, EMBEDDED, || {
        let holidays = state.reference().holidays(query.year, department);
        Ok((List { items: holidays.into_iter().map(PublicHolidayView::from).collect() }, None))
    })
}
