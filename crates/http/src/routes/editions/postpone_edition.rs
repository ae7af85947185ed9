//! `POST /v1/editions/{edition_id}/postponement`

use actix_web::post;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;
use vmj_domain::edition::{DayRange, Edition, EditionParameters};
use vmj_domain::text::Reason;

use super::EditionPath;
use super::transition::transition;
use crate::access::{Access, Demand as _, WriteEditions};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, Json, Object, Parse, Path, Violations};
use crate::problem::Problem;
use crate::views::edition::{DayRangeView, EditionView};

/// The later day.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"day": "2027-12-02", "window": {"first": "2027-11-29", "last": "2027-12-10"}, "reason": "Mouvement social annoncé ce jour-là"}))]
pub struct PostponeEdition {
    /// The new day, after the present one.
    #[schema(example = "2027-12-02")]
    day: NaiveDate,
    /// The days on which a duo may meet instead, the new day among them.
    #[schema(value_type = DayRangeView)]
    window: Object<DayRangeView>,
    /// Kept with the audit log.
    #[validate(length(min = 1, max = Reason::MAX_LENGTH))]
    #[schema(min_length = 1, max_length = 500, example = "Mouvement social annoncé ce jour-là")]
    reason: String,
}

impl Parse for PostponeEdition {
    type Value = ((NaiveDate, DayRange), Option<Reason>);

    fn parse(&self, violations: &mut Violations) -> Option<Self::Value> {
        let reason = violations.take("/reason", Reason::parse(&self.reason));
        Some(((self.day, self.window.0.into()), reason))
    }
}

/// Postpone an edition
///
/// Moves the day to a later one; `postponed_from` keeps the first. Every confirmed duo is asked whether the new day suits
/// both, and ends where it does not; every proposal is made anew for it.
#[utoipa::path(
    tag = "editions",
    operation_id = "postpone_edition",
    params(EditionPath),
    extensions(("x-required-permission" = json!(WriteEditions::SLUG))),
)]
#[post("/editions/{edition_id}/postponement")]
pub async fn postpone_edition(
    access: Access<WriteEditions>,
    path: Path<EditionPath>,
    if_match: IfMatch,
    body: Json<PostponeEdition>,
) -> Result<Reply<EditionView>, Problem> {
    let reference = access.state().reference();
    let act = |edition: Edition, (day, window), now| edition.postpone(day, window, now);
    let input =
        || body.checked_with(|((day, window), _)| EditionParameters::broken_days(*day, *window, reference));
    transition(&access, &path, &if_match, body.fingerprint(), "edition.postponed", input, act).await
}
