//! All organisations, in memory.

use vmj_domain::organisation::Organisation;
use vmj_domain::text::fold;
use vmj_persistence::{Catalogue, ReadTx, StoreError};

use crate::contract::held::Holdable;

/// An organisation, ready to be looked for.
#[derive(Debug)]
pub struct ListedOrganisation {
    /// The organisation.
    pub organisation: Organisation,
    /// Its name, folded.
    pub sort_name: String,
    /// Every word by which it may be looked for, folded, each after a space.
    words: String,
}

impl ListedOrganisation {
    /// Whether each of these words, folded, begins a word of its names or of its code.
    pub fn is_named(&self, words: &str) -> bool {
        words.split(' ').all(|word| self.words.contains(&format!(" {word}")))
    }
}

impl From<Organisation> for ListedOrganisation {
    fn from(organisation: Organisation) -> Self {
        let content = &organisation.content;
        let former = organisation.former_names.iter().flat_map(|former| [&former.name, &former.short_name]);
        let names = [&content.name, &content.short_name].into_iter().chain(former);
        let texts = names.map(|name| name.as_str()).chain([organisation.code.as_str()]);
        let words = texts.flat_map(|text| [" ".to_owned(), fold(text)]).collect();
        Self { sort_name: fold(content.name.as_str()), words, organisation }
    }
}

impl Holdable for ListedOrganisation {
    const CATALOGUE: Catalogue = Catalogue::Organisations;

    async fn load(tx: &ReadTx) -> Result<Vec<Self>, StoreError> {
        Ok(tx.organisations().all().await?.into_iter().map(Self::from).collect())
    }
}
