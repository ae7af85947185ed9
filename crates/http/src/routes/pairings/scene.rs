//! What showing pairings takes, and who reads them.

use std::sync::Arc;

use vmj_domain::access::{Actor, Role};
use vmj_domain::clock::Instant;
use vmj_domain::edition::{Document, Edition};
use vmj_domain::id::EditionId;
use vmj_domain::job_profile::JobProfile;
use vmj_domain::pairing::{Pairing, Party};

use crate::access::Access;
use crate::contract::held::Loaded;
use crate::problem::Problem;
use crate::state::AppState;
use crate::views::pairing::{PairingView, Reader, Showing};

/// What is held in memory of what pairings name.
pub struct Scene {
    pub profiles: Arc<Loaded<JobProfile>>,
    editions: Arc<Loaded<Edition>>,
    now: Instant,
}

impl Scene {
    /// That of this moment.
    ///
    /// # Errors
    /// 503 when nothing is held and the database is away.
    pub async fn get<P>(access: &Access<P>) -> Result<Self, Problem> {
        let state = access.state();
        let profiles = state.job_profiles().get(access).await?;
        Ok(Self { profiles, editions: state.editions().get(access).await?, now: access.now() })
    }

    fn documents(&self, id: EditionId) -> &[Document] {
        let edition = self.editions.items.iter().find(|edition| edition.id == id);
        edition.map_or(&[], |edition| &edition.parameters.documents)
    }

    /// A pairing, as this caller may see it.
    pub fn view(&self, pairing: &Pairing, actor: &Actor, state: &AppState) -> PairingView {
        let showing = Showing {
            profiles: &self.profiles.items,
            reference: state.reference(),
            documents: self.documents(pairing.edition.id),
            now: self.now,
        };
        PairingView::new(pairing, reader(pairing, actor), showing)
    }
}

/// Which of the two the caller is, if either.
pub fn party(pairing: &Pairing, actor: &Actor) -> Option<Party> {
    let own = actor.account()?;
    let sides =
        [(pairing.student.person.id, Party::Student), (pairing.ambassador.agent.id, Party::Ambassador)];
    sides.into_iter().find(|(account, _)| *account == own).map(|(_, party)| party)
}

/// As whom a caller who may see it reads a pairing.
pub fn reader(pairing: &Pairing, actor: &Actor) -> Reader {
    match party(pairing, actor) {
        own if actor.is(Role::DinumAdmin) => Reader::Dinum { own },
        Some(party) => Reader::Party(party),
        None => Reader::Ministry,
    }
}
