//! `PATCH /v1/pairings/{pairing_id}`

use actix_web::patch;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;
use vmj_domain::broken::Rule;
use vmj_domain::edition::{Document, Operation};
use vmj_domain::pairing::{Change, Pairing, PairingEventKind, Party};

use super::PairingPath;
use super::scene::{Scene, party};
use super::speaker::author;
use crate::access::{Access, Demand as _, WritePairings};
use crate::contract::code::{codes, values};
use crate::contract::reply::Reply;
use crate::extract::{IfMatch, MergePatch, Parse, Path, Violations};
use crate::problem::{Problem, ProblemCode};
use crate::routes::editions::{admit, edition_of};
use crate::views::code::DocumentCode;
use crate::views::pairing::PairingView;

/// What is noted of a confirmed duo.
#[derive(Debug, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"access_cleared": true, "received_documents": ["agreement"]}))]
pub struct PairingNotes {
    /// Whether the site's security lets the student in: identity is checked there, not here.
    access_cleared: bool,
    /// The documents of the checklist that have been handed in: of those that the edition wants.
    #[validate(length(max = 3))]
    #[schema(max_items = 3)]
    received_documents: Vec<DocumentCode>,
}

impl Parse for PairingNotes {
    type Value = (bool, Vec<Document>);

    fn parse(&self, _: &mut Violations) -> Option<Self::Value> {
        Some((self.access_cleared, values(&self.received_documents)))
    }
}

impl From<&Pairing> for PairingNotes {
    fn from(pairing: &Pairing) -> Self {
        let received_documents = codes(&pairing.received_documents);
        Self { access_cleared: pairing.access_cleared, received_documents }
    }
}

/// Note access and documents
///
/// Of a confirmed duo, by the ambassador's side or DINUM: a JSON Merge Patch (RFC 7396). The student reads it on the sheet.
#[utoipa::path(
    tag = "pairings",
    operation_id = "update_pairing",
    params(PairingPath),
    request_body(content = PairingNotes, content_type = "application/merge-patch+json"),
    responses((status = 409)),
    extensions(("x-required-permission" = json!(WritePairings::SLUG))),
)]
#[patch("/pairings/{pairing_id}")]
pub async fn update_pairing(
    access: Access<WritePairings>,
    path: Path<PairingPath>,
    if_match: IfMatch,
    patch: MergePatch<PairingNotes>,
) -> Result<Reply<PairingView>, Problem> {
    let (state, actor) = (access.state(), access.actor());
    let scene = Scene::get(&access).await?;
    access
        .write(async |unit| {
            let pairing = path.load(unit, actor).await?;
            let (access_cleared, received_documents) = patch.applied_to(&PairingNotes::from(&pairing))?;
            let edition = edition_of(unit, pairing.edition.id).await?;
            // One that is no longer wanted may stay.
            let known = |document: &Document| {
                edition.parameters.documents.contains(document)
                    || pairing.received_documents.contains(document)
            };
            if !received_documents.iter().all(known) {
                return Err(Problem::from(vec![Rule::NotOffered.at("/received_documents")]).into());
            }
            if_match.require(pairing.version)?;
            admit(&edition, Operation::Report, actor, None, unit.now())?;
            let own = party(&pairing, actor);
            // What the student says of their own papers is not what the host has seen.
            if own == Some(Party::Student) {
                return Err(Problem::new(ProblemCode::OwnRecord).into());
            }
            let noted = pairing.clone().noted(access_cleared, received_documents, unit.now())?;
            let by = author(own, actor);
            let change = Change { pairing: noted, kind: PairingEventKind::Noted, by };
            let noted = unit.pairings().update(change, &state.settings().front_url).await?;
            let (subject, owner) = (("pairing", noted.id.to_string()), noted.ambassador.organisation.id);
            let fields = ["access_cleared", "received_documents"];
            unit.audited("pairing.noted", subject, Some(owner), &fields, None).await?;
            Ok(Reply::versioned(noted.version, &scene.view(&noted, actor, state))?)
        })
        .await
}
