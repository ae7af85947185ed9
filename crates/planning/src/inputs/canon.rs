//! One way to write a problem: every text with its length, every list with its own, sets in ascending order.

use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use vmj_domain::code::Coded;
use vmj_domain::id::{AmbassadorId, StudentId};
use vmj_domain::reference::Reference;

/// SHA-256.
pub type Hash = [u8; 32];

/// A hash of what is written.
#[derive(Default)]
pub struct Canon(Sha256);

impl Canon {
    pub fn finish(self) -> Hash {
        self.0.finalize().into()
    }

    pub fn hash(&mut self, hash: &Hash) {
        self.0.update(hash);
    }

    pub fn rows(&mut self, rows: &[(String, Hash)]) {
        self.number(rows.len() as u64);
        for (id, hash) in rows {
            self.text(id);
            self.hash(hash);
        }
    }

    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.update(text);
    }

    pub fn number(&mut self, number: u64) {
        self.0.update(number.to_le_bytes());
    }

    pub fn flag(&mut self, flag: bool) {
        self.number(flag.into());
    }

    pub fn list(&mut self, texts: impl Iterator<Item = String>) {
        let texts: Vec<String> = texts.collect();
        self.number(texts.len() as u64);
        for text in &texts {
            self.text(text);
        }
    }

    pub fn set(&mut self, texts: impl Iterator<Item = String>) {
        let mut texts: Vec<String> = texts.collect();
        texts.sort_unstable();
        texts.dedup();
        self.list(texts.into_iter());
    }

    pub fn codes<C: Coded>(&mut self, codes: &[C]) {
        self.set(codes.iter().map(|code| code.slug().to_owned()));
    }

    /// A department, and the region in which the reference data has it.
    pub fn place(&mut self, department: Option<&str>, reference: &Reference) {
        let region = department.and_then(|code| reference.department(code));
        self.list(
            department.into_iter().chain(region.map(|one| one.region_code.as_str())).map(str::to_owned),
        );
    }

    pub fn pairs(&mut self, pairs: &[(StudentId, AmbassadorId)]) {
        let mut pairs: Vec<_> =
            pairs.iter().map(|&(s, a)| [Uuid::from(s).into_bytes(), Uuid::from(a).into_bytes()]).collect();
        pairs.sort_unstable();
        pairs.dedup();
        self.number(pairs.len() as u64);
        for pair in pairs {
            self.0.update(pair.as_flattened());
        }
    }
}

/// As hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The first 48 bits, as hexadecimal digits.
pub fn short(hash: &Hash) -> String {
    let [a, b, c, d, e, f, ..] = *hash;
    hexadecimal(&[a, b, c, d, e, f])
}
