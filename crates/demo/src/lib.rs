//! A demo: an empty database filled with people who do not exist, in editions that did and one that could.
//!
//! Nothing of it is left to chance but ids: the same names, texts, numbers and links each time, around the clock of the
//! store. All is written in one transaction, so that a demo is there whole or not at all. Everybody is visibly
//! fictitious: family names such as “Exemple-Chêne”, addresses at `example.fr`, telephone numbers of the ranges that are
//! kept for fiction. What is real is said to be so: the days of the editions, and the towns of `reference/`.

mod accounts;
mod ambassadors;
mod dice;
mod editions;
mod error;
mod names;
mod organisations;
mod pairings;
mod people;
mod places;
mod records;
mod scene;
mod schools;
mod students;
mod texts;

use vmj_domain::access::Reach;
use vmj_domain::reference::Reference;
use vmj_domain::text::Email;
use vmj_persistence::{AccountFilter, Store, WriteTx};

pub use accounts::{ACCOUNTS, DemoAccount, PASSWORD};
pub use error::DemoError;

use editions::Plan;
use people::People;
use records::Records;
use scene::Scene;

/// How many take part in the open edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Ambassadors.
    pub ambassadors: usize,
    /// Students.
    pub students: usize,
}

impl Default for Size {
    fn default() -> Self {
        Self { ambassadors: 120, students: 600 }
    }
}

/// What became of a wish for a demo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filled {
    /// It was made.
    Now,
    /// It was there already, of whatever size: nothing was written.
    Before,
}

/// Fills an empty database. `password_hash` is the PHC string of [`PASSWORD`].
///
/// # Errors
/// [`DemoError::NotEmpty`] when there is anything else than the demo; nothing is written then, or when anything fails.
pub async fn fill(store: &Store, size: Size, password_hash: &str) -> Result<Filled, DemoError> {
    let reference = Reference::load()?;
    store
        .write(async |tx| {
            if is_demo(tx).await? {
                return Ok(Filled::Before);
            }
            if !is_empty(tx).await? {
                return Err(DemoError::NotEmpty);
            }
            // What follows has a large state, which need not move at each await.
            Box::pin(play(tx, &reference, size, password_hash)).await?;
            Ok(Filled::Now)
        })
        .await
}

/// One of its accounts tells: all were made in one transaction.
async fn is_demo(tx: &WriteTx) -> Result<bool, DemoError> {
    for account in ACCOUNTS {
        let email = error::checked(Email::parse, account.email)?;
        if tx.accounts().find_by_email(&email).await?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

async fn is_empty(tx: &WriteTx) -> Result<bool, DemoError> {
    let accounts = tx.accounts().count(Reach::Everything, &AccountFilter::default()).await?;
    Ok(accounts == 0 && tx.editions().all().await?.is_empty())
}

async fn play(tx: &WriteTx, reference: &Reference, size: Size, hash: &str) -> Result<(), DemoError> {
    let scene = Scene::set(tx, reference, hash).await?;
    let (mut people, mut records) = (People::default(), Records::default());
    for plan in editions::held(&scene).await? {
        Box::pin(people_edition(&scene, &plan, &mut people, &mut records)).await?;
    }
    let plan = editions::open(&scene, size).await?;
    Box::pin(people_edition(&scene, &plan, &mut people, &mut records)).await
}

async fn people_edition(
    scene: &Scene<'_>,
    plan: &Plan,
    people: &mut People,
    records: &mut Records,
) -> Result<(), DemoError> {
    let hosts = ambassadors::volunteer(scene, plan, people, records)?;
    let guests = students::register(scene, plan, people, records)?;
    let pairings = pairings::meet(scene, plan, (&hosts, &guests), records)?;
    people.write(scene.tx).await?;
    ambassadors::write(scene.tx, plan, &hosts).await?;
    students::write(scene.tx, plan, &guests).await?;
    scene.tx.pairings().insert_past(&pairings).await?;
    records.write(scene.tx).await
}
