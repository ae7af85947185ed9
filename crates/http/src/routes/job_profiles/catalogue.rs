//! All job profiles, in memory.

use vmj_domain::job_profile::JobProfile;
use vmj_persistence::{Catalogue, ReadTx, StoreError};

use crate::contract::held::Holdable;

impl Holdable for JobProfile {
    const CATALOGUE: Catalogue = Catalogue::JobProfiles;

    async fn load(tx: &ReadTx) -> Result<Vec<Self>, StoreError> {
        tx.job_profiles().all().await
    }
}
