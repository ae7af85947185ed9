//! A writing unit of work, as a handler sees it.

use std::cell::RefCell;
use std::ops::Deref;

use actix_web::HttpRequest;
use chrono::TimeDelta;
use uuid::Uuid;
use vmj_domain::access::Actor;
use vmj_domain::id::OrganisationId;
use vmj_domain::text::Reason;
use vmj_persistence::{AuditRecord, Retryable, Slot, StoreError, StoredAnswer, WriteTx};

use crate::contract::context::RequestContext;
use crate::contract::reply::Answer;
use crate::problem::{Problem, ProblemCode};

const MAX_KEY_LENGTH: usize = 255;

/// A transaction and who runs it. Repositories are reached through it.
#[derive(Debug)]
pub struct Unit<'t> {
    tx: &'t WriteTx,
    actor: &'t Actor,
    context: &'t RequestContext,
    operation: &'t str,
    idempotency_key: &'t Result<Option<String>, Problem>,
    claimed: RefCell<Option<(Slot, [u8; 32])>>,
}

/// Why a unit of work ended without doing its work. It is rolled back.
#[derive(Debug)]
pub enum Interruption {
    /// It was refused.
    Problem(Problem),
    /// It was done before: this is its answer.
    Replay(StoredAnswer),
}

impl<T: Into<Problem>> From<T> for Interruption {
    fn from(problem: T) -> Self {
        Self::Problem(problem.into())
    }
}

impl Retryable for Interruption {
    fn is_retryable(&self) -> bool {
        match self {
            Self::Problem(problem) => problem.is_retryable(),
            Self::Replay(_) => false,
        }
    }
}

impl Deref for Unit<'_> {
    type Target = WriteTx;

    fn deref(&self) -> &WriteTx {
        self.tx
    }
}

impl<'t> Unit<'t> {
    pub(super) const fn new(
        tx: &'t WriteTx,
        actor: &'t Actor,
        context: &'t RequestContext,
        operation: &'t str,
        idempotency_key: &'t Result<Option<String>, Problem>,
    ) -> Self {
        Self { tx, actor, context, operation, idempotency_key, claimed: RefCell::new(None) }
    }

    /// Honours `Idempotency-Key`, when the request carries one: what follows runs once for a key.
    ///
    /// # Errors
    /// The kept answer to replay; 400 for a malformed key; 409 while the same request runs elsewhere; 422 when
    /// the key came with another request.
    pub async fn first_time(&self, fingerprint: [u8; 32]) -> Result<(), Interruption> {
        let principal = match self.actor {
            Actor::Anonymous => return Ok(()),
            Actor::Account { id, .. } => Uuid::from(*id),
            Actor::HrClient { id, .. } => Uuid::from(*id),
        };
        let Some(key) = self.idempotency_key.clone()? else { return Ok(()) };
        let slot = Slot { principal, operation: self.operation.to_owned(), key };
        if !self.tx.idempotency().claim(&slot).await? {
            return Err(Problem::new(ProblemCode::IdempotencyInProgress).with_retry_after(1).into());
        }
        match self.tx.idempotency().find(&slot).await? {
            Some(stored) if stored.request_hash == fingerprint => Err(Interruption::Replay(stored)),
            Some(_) => Err(Problem::new(ProblemCode::IdempotencyKeyReused).into()),
            None => {
                self.claimed.replace(Some((slot, fingerprint)));
                Ok(())
            }
        }
    }

    /// Keeps the answer, if a key was claimed.
    pub(super) async fn keep(&self, answer: &Answer, retention: TimeDelta) -> Result<(), StoreError> {
        let Some((slot, fingerprint)) = self.claimed.take() else { return Ok(()) };
        self.tx.idempotency().keep(&slot, &answer.to_stored(fingerprint), retention).await
    }

    /// Writes into the audit log what the caller did to something.
    ///
    /// # Errors
    /// The store fails.
    pub async fn audited(
        &self,
        action: &'static str,
        subject: (&'static str, String),
        organisation: Option<OrganisationId>,
        fields: &[&'static str],
        reason: Option<&Reason>,
    ) -> Result<(), StoreError> {
        self.all_audited(&[self.event(action, subject, organisation, fields, reason)]).await
    }

    /// Writes several such events at once.
    ///
    /// # Errors
    /// The store fails.
    pub async fn all_audited(&self, events: &[AuditRecord<'_>]) -> Result<(), StoreError> {
        self.tx.audit().append_all(events).await
    }

    /// What the caller did to something, for [`Unit::all_audited`].
    pub fn event<'e>(
        &'e self,
        action: &'static str,
        subject: (&'static str, String),
        organisation: Option<OrganisationId>,
        fields: &'e [&'static str],
        reason: Option<&'e Reason>,
    ) -> AuditRecord<'e> {
        let (subject_kind, subject) = subject;
        let request_id = Some(self.context.request_id.as_str());
        AuditRecord {
            actor: self.actor,
            action,
            subject_kind,
            subject,
            organisation,
            fields,
            reason,
            request_id,
        }
    }
}

/// Reads the header: a quoted string (RFC 8941), or bare.
pub(super) fn idempotency_key(request: &HttpRequest) -> Result<Option<String>, Problem> {
    let malformed = || {
        Problem::new(ProblemCode::MalformedRequest).with_detail(
            "« Idempotency-Key » doit compter 1 à 255 caractères ASCII visibles.",
            "“Idempotency-Key” must have 1 to 255 visible ASCII characters.",
        )
    };
    let Some(value) = request.headers().get("Idempotency-Key") else { return Ok(None) };
    let text = value.to_str().map_err(|_| malformed())?.trim();
    let key = match text.strip_prefix('"') {
        Some(rest) => rest.strip_suffix('"').ok_or_else(malformed)?,
        None => text,
    };
    let fine = (1..=MAX_KEY_LENGTH).contains(&key.len())
        && key.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
    if fine { Ok(Some(key.to_owned())) } else { Err(malformed()) }
}
