//! Schools.

use std::sync::atomic::{AtomicUsize, Ordering};

use vmj_domain::id::SchoolId;
use vmj_domain::reference::Reference;
use vmj_domain::school::{School, SchoolContent};
use vmj_domain::text::{Label, Uai};
use vmj_domain::version::Version;
use vmj_persistence::StoreError;

use crate::app::TestApp;

impl TestApp {
    /// A new school in Rennes.
    pub async fn db_school(&self, name: &str) -> SchoolId {
        let reference = Reference::load().expect("embedded data");
        let (uai, name) = (Uai::parse(&fresh_uai()).expect("a UAI"), Label::parse(name).expect("a name"));
        let content = SchoolContent::new(uai, name, "35238", &reference).expect("a commune");
        let insert = async |tx: &vmj_persistence::WriteTx| {
            let school = School {
                id: tx.new_id(),
                content: content.clone(),
                retired_at: None,
                version: Version::FIRST,
                created_at: tx.now(),
                updated_at: tx.now(),
            };
            tx.schools().insert(&school).await?;
            Ok::<_, StoreError>(school.id)
        };
        self.store.write(insert).await.expect("a school")
    }
}

/// A UAI that nothing else has.
pub fn fresh_uai() -> String {
    static NUMBER: AtomicUsize = AtomicUsize::new(350_000);
    const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    format!("{number:07}{}", char::from(LETTERS[number % 23]))
}
