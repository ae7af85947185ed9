//! The practical sheet.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use vmj_domain::edition::Document;
use vmj_domain::pairing::Pairing;

use super::Showing;
use crate::contract::code::Code;
use crate::views::ambassador::SiteView;
use crate::views::code::{DocumentCode, FormatCode};

/// A document of the checklist.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = DocumentStatus)]
pub struct DocumentStatusView {
    /// Which.
    pub document: DocumentCode,
    /// Whether it has been handed in.
    pub received: bool,
}

/// The practical sheet of a confirmed duo.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Convocation)]
pub struct ConvocationView {
    /// When.
    pub date: NaiveDate,
    /// How they meet.
    pub format: FormatCode,
    /// Where, at what hours, and whom to call on the day.
    pub site: SiteView,
    /// The documents that the edition wants.
    #[schema(max_items = 3)]
    pub documents: Vec<DocumentStatusView>,
    /// Whether the site's security lets the student in.
    pub access_cleared: bool,
}

impl Showing<'_> {
    /// The sheet of a duo.
    pub fn convocation(&self, pairing: &Pairing) -> ConvocationView {
        let received = |document: &Document| DocumentStatusView {
            document: Code(*document),
            received: pairing.received_documents.contains(document),
        };
        ConvocationView {
            date: pairing.date,
            format: Code(pairing.format),
            site: SiteView::new(&pairing.ambassador.site, self.reference),
            documents: self.documents.iter().map(received).collect(),
            access_cleared: pairing.access_cleared,
        }
    }
}
