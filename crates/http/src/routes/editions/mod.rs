//! Editions: public to read once they are open, DINUM's to run.

mod admission;
mod cancel_edition;
mod catalogue;
mod close_edition;
mod copy_edition;
mod create_edition;
mod edit;
mod form;
mod get_current_edition;
mod get_edition;
mod hold_edition;
mod list_editions;
mod list_offers;
mod named;
mod offers;
mod open_edition;
mod postpone_edition;
mod reopen_edition;
mod replace_edition;
mod start_matching;
mod transition;
mod update_edition;

use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;
use vmj_domain::access::{Actor, Reach};
use vmj_domain::edition::Edition;
use vmj_domain::id::EditionId;

pub use self::admission::{admit, owed_reason};
pub use self::offers::Offers;
use crate::access::{Access, Unit};
use crate::problem::{Problem, ProblemCode};

pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list_editions::list_editions)
        .service(create_edition::create_edition)
        .service(get_current_edition::get_current_edition)
        .service(get_edition::get_edition)
        .service(replace_edition::replace_edition)
        .service(update_edition::update_edition)
        .service(list_offers::list_offers)
        .service(copy_edition::copy_edition)
        .service(open_edition::open_edition)
        .service(start_matching::start_matching)
        .service(reopen_edition::reopen_edition)
        .service(hold_edition::hold_edition)
        .service(close_edition::close_edition)
        .service(postpone_edition::postpone_edition)
        .service(cancel_edition::cancel_edition);
}

/// Names an edition.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct EditionPath {
    /// The edition.
    pub edition_id: Uuid,
}

impl EditionPath {
    /// The id of an edition that the caller sees, by what is held in memory.
    ///
    /// # Errors
    /// 404 when it is not there or a draft that the caller may not see.
    pub async fn held<P>(&self, access: &Access<P>) -> Result<Uuid, Problem> {
        let loaded = access.state().editions().get(access).await?;
        let edition = loaded.items.iter().find(|edition| edition.id == self.edition_id.into());
        edition.filter(|edition| sees(access.actor(), edition)).ok_or(Problem::not_found())?;
        Ok(self.edition_id)
    }

    /// The edition, which stays as it is until the end of the unit of work.
    ///
    /// # Errors
    /// 404 when it is not there or a draft that the caller may not see.
    pub async fn load(&self, unit: &Unit<'_>, actor: &Actor) -> Result<Edition, Problem> {
        let edition = unit.editions().hold(self.edition_id.into()).await?;
        edition.filter(|edition| sees(actor, edition)).ok_or(Problem::not_found())
    }

    /// The edition, to be changed by this unit of work and meanwhile by no other.
    ///
    /// # Errors
    /// 404 when it is not there.
    pub async fn take(&self, unit: &Unit<'_>) -> Result<Edition, Problem> {
        unit.editions().take(self.edition_id.into()).await?.ok_or(Problem::not_found())
    }
}

/// The edition that something belongs to.
///
/// # Errors
/// The store fails.
pub async fn edition_of(unit: &Unit<'_>, id: EditionId) -> Result<Edition, Problem> {
    let edition = unit.editions().find(id).await?;
    // A foreign key keeps it there.
    edition.ok_or(Problem::new(ProblemCode::InternalError))
}

/// Whether the caller is DINUM.
pub fn is_dinum(actor: &Actor) -> bool {
    actor.administrative_reach() == Reach::Everything
}

/// Whether the caller sees an edition: DINUM also sees what was never told to everybody.
pub fn sees(actor: &Actor, edition: &Edition) -> bool {
    edition.is_public() || is_dinum(actor)
}
