//! What a run is computed from, in five statements however many people there are.

mod candidates;
mod hosts;

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, FromQueryResult, Statement};
use uuid::Uuid;
use vmj_domain::id::EditionId;
use vmj_domain::matching::{Basis, Candidate, Host, Market, MatchingRun, Pairs};

use super::MatchingRepository;
use crate::{EditionRepository, StoreError};

impl<C: ConnectionTrait> MatchingRepository<'_, C> {
    /// All that a run of an edition depends on, as it is now.
    ///
    /// # Errors
    /// The store fails.
    pub async fn basis(&self, run: &MatchingRun) -> Result<Basis, StoreError> {
        let edition = EditionRepository::new(self.connection, self.now).find(run.edition.id).await?;
        let offered = edition.into_iter().flat_map(|edition| edition.job_profiles);
        let previous = match run.parameters.previous {
            Some(previous) => Some(self.all_pairs(previous).await?),
            None => None,
        };
        Ok(Basis {
            market: self.market(run.edition.id).await?,
            job_profiles: offered.map(|offered| offered.profile).collect(),
            previous,
        })
    }

    /// Who of an edition may still be paired, and which pairs may not be or have to be.
    ///
    /// # Errors
    /// The store fails.
    pub async fn market(&self, edition: EditionId) -> Result<Market, StoreError> {
        let candidates = self.candidates(edition).await?;
        let hosts = self.hosts(edition).await?;
        let decided = self.decided(edition).await?;
        let students: BTreeSet<_> = candidates.iter().map(|Candidate { student, .. }| *student).collect();
        let ambassadors: BTreeSet<_> = hosts.iter().map(|Host { ambassador, .. }| *ambassador).collect();
        let on_market = |pairs: BTreeSet<_>| -> Pairs {
            let both =
                |(student, ambassador): &_| students.contains(student) && ambassadors.contains(ambassador);
            pairs.into_iter().filter(both).collect()
        };
        let (exclusions, locks) = (on_market(decided.exclusions), on_market(decided.locks));
        Ok(Market { candidates, hosts, exclusions, locks })
    }

    /// The rows of a statement about the edition `$1`.
    pub(super) async fn of_market<R: FromQueryResult>(
        &self,
        sql: &str,
        edition: EditionId,
    ) -> Result<Vec<R>, StoreError> {
        let backend = self.connection.get_database_backend();
        let statement = Statement::from_sql_and_values(backend, sql, [Uuid::from(edition).into()]);
        Ok(R::find_by_statement(statement).all(self.connection).await?)
    }
}
