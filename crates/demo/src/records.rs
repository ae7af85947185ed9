//! What administrators did, in the audit log.

use vmj_domain::access::Actor;
use vmj_domain::clock::Instant;
use vmj_domain::id::OrganisationId;
use vmj_domain::text::Reason;
use vmj_persistence::{AuditRecord, WriteTx};

use crate::DemoError;

/// Something that an administrator did.
#[derive(Clone, Debug)]
pub struct Record {
    /// When.
    pub at: Instant,
    /// Who.
    pub actor: Actor,
    /// What: `ambassador.approved`.
    pub action: &'static str,
    /// The kind of thing it was done to, and its id.
    pub subject: (&'static str, String),
    /// The organisation whose admins may read it.
    pub organisation: Option<OrganisationId>,
    /// Why.
    pub reason: Option<Reason>,
}

/// What is still to be written.
#[derive(Debug, Default)]
pub struct Records(Vec<Record>);

impl Records {
    /// Adds one.
    pub fn push(&mut self, record: Record) {
        self.0.push(record);
    }

    /// Writes them.
    pub async fn write(&mut self, tx: &WriteTx) -> Result<(), DemoError> {
        let records = std::mem::take(&mut self.0);
        let rows: Vec<_> = records.iter().map(|record| (record.at, row(record))).collect();
        Ok(tx.audit().append_many(&rows).await?)
    }
}

fn row(record: &Record) -> AuditRecord<'_> {
    let Record { at: _, actor, action, subject: (subject_kind, subject), organisation, reason } = record;
    AuditRecord {
        actor,
        action,
        subject_kind,
        subject: subject.clone(),
        organisation: *organisation,
        fields: &["state"],
        reason: reason.as_ref(),
        request_id: None,
    }
}
