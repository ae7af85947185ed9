//! What everything else refers to.

use chrono::TimeDelta;
use vmj_domain::job_profile::JobProfile;
use vmj_domain::organisation::OrganisationSummary;
use vmj_domain::reference::Reference;
use vmj_domain::school::School;
use vmj_persistence::WriteTx;

use crate::accounts::{self, Cast};
use crate::organisations::{self, Unit};
use crate::{DemoError, schools};

/// What everything else refers to.
#[derive(Debug)]
pub struct Scene<'s> {
    /// The one transaction of the demo.
    pub tx: &'s WriteTx,
    /// Places and holidays.
    pub reference: &'s Reference,
    /// The jobs of the State.
    pub profiles: Vec<JobProfile>,
    /// The administrations that take part in the editions, by code.
    pub administrations: Vec<(&'static str, OrganisationSummary)>,
    /// Where agents work.
    pub units: Vec<Unit>,
    /// Where students study.
    pub schools: Vec<School>,
    /// Who signs in, and who decides.
    pub cast: Cast,
}

impl<'s> Scene<'s> {
    /// Makes organisations, schools and administrators.
    pub async fn set(
        tx: &'s WriteTx,
        reference: &'s Reference,
        password_hash: &str,
    ) -> Result<Self, DemoError> {
        let (administrations, units) = organisations::found(tx).await?;
        let schools = schools::open(tx, reference).await?;
        let at = tx.now() - TimeDelta::days(61);
        let cast = accounts::make(tx, password_hash, &administrations, &units, at).await?;
        let profiles = tx.job_profiles().all().await?;
        Ok(Self { tx, reference, profiles, administrations, units, schools, cast })
    }
}
