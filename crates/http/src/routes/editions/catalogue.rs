//! All editions, in memory.

use vmj_domain::edition::Edition;
use vmj_persistence::{Catalogue, ReadTx, StoreError};

use crate::contract::held::Holdable;

impl Holdable for Edition {
    const CATALOGUE: Catalogue = Catalogue::Editions;

    async fn load(tx: &ReadTx) -> Result<Vec<Self>, StoreError> {
        tx.editions().all().await
    }
}
