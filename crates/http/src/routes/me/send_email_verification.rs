//! `POST /v1/me/email-verification`

use actix_web::{HttpRequest, post};
use vmj_domain::access::Reach;

use crate::access::{Access, Demand as _, WriteMe};
use crate::contract::fingerprint::of_request;
use crate::contract::reply::Accepted;
use crate::problem::Problem;
use crate::routes::registration::letters;
use crate::views::registration::MessageOnItsWayView;

/// Ask for the link that proves the address again
///
/// Sends a new link, good for thirty minutes; those sent before are worth nothing any more. Refused once the address is
/// proven.
#[utoipa::path(
    tag = "me",
    operation_id = "send_email_verification",
    extensions(("x-required-permission" = json!(WriteMe::SLUG))),
)]
#[post("/me/email-verification")]
pub async fn send_email_verification(
    access: Access<WriteMe>,
    request: HttpRequest,
) -> Result<Accepted<MessageOnItsWayView>, Problem> {
    let own = access.actor().account().ok_or(Problem::not_found())?;
    access
        .write(async |unit| {
            let account = unit.accounts().find(own, Reach::Everything).await?.ok_or(Problem::not_found())?;
            unit.first_time(of_request(&request)).await?;
            account.check_unverified()?;
            letters::ask_for_proof(unit, &access.state().settings().front_url, &account).await?;
            Ok(Accepted::plain(&MessageOnItsWayView::from(&account.email))?)
        })
        .await
}
