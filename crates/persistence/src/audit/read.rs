//! Reading the audit log: an event with its actor, organisation and reason, in one statement.

use sea_orm::sea_query::{IntoCondition as _, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, ExprTrait as _, FromQueryResult,
    JoinType, PaginatorTrait as _, QueryFilter as _, QuerySelect as _, Select,
};
use uuid::Uuid;
use vmj_domain::access::Reach;
use vmj_domain::audit::{AuditActor, AuditEvent};
use vmj_domain::clock::Instant;
use vmj_domain::id::{AuditEventId, OrganisationId, uuid_v7};

use super::AuditRepository;
use crate::StoreError;
use crate::accounts::{below, nothing, summary, visible};
use crate::cells::Cells;
use crate::entity::{account, audit_event, audit_event_text, organisation};
use crate::page::{Keyset, Slice};

/// What a list of events is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// Done by this account or HR client.
    pub actor: Option<Uuid>,
    /// This act.
    pub action: Option<String>,
    /// Done to things of this kind.
    pub subject_kind: Option<String>,
    /// Done to the thing of this id or code.
    pub subject: Option<String>,
    /// Of this organisation or below it.
    pub organisation: Option<OrganisationId>,
    /// At this instant or later.
    pub since: Option<Instant>,
    /// Before this instant.
    pub until: Option<Instant>,
}

impl<C: ConnectionTrait> AuditRepository<'_, C> {
    /// The event of an id, if a reader of this reach may see it.
    ///
    /// # Errors
    /// The store fails.
    pub async fn find(&self, id: AuditEventId, reach: Reach) -> Result<Option<AuditEvent>, StoreError> {
        let query = audit_event::Entity::find_by_id(Uuid::from(id)).filter(readable(reach));
        let row = with_summaries(query, reach).into_model::<Row>().one(self.connection).await?;
        row.map(AuditEvent::try_from).transpose()
    }

    /// A page of the events that a reader of this reach may see, in order of time.
    ///
    /// # Errors
    /// The store fails.
    pub async fn list(
        &self,
        reach: Reach,
        filter: &AuditFilter,
        descending: bool,
        keyset: &Keyset<AuditEventId>,
    ) -> Result<Slice<AuditEvent>, StoreError> {
        let query = audit_event::Entity::find().filter(readable(reach)).filter(condition(filter));
        let position = keyset.position.map(|id| [SimpleExpr::from(Uuid::from(id))]);
        let query = keyset.apply(query, [audit_event::Column::Id], descending, position);
        let rows = with_summaries(query, reach).into_model::<Row>().all(self.connection).await?;
        let events = rows.into_iter().map(AuditEvent::try_from).collect::<Result<Vec<_>, _>>()?;
        Ok(keyset.slice(events))
    }

    /// How many events a list has in all.
    ///
    /// # Errors
    /// The store fails.
    pub async fn count(&self, reach: Reach, filter: &AuditFilter) -> Result<u64, StoreError> {
        let query = audit_event::Entity::find().filter(readable(reach)).filter(condition(filter));
        Ok(query.count(self.connection).await?)
    }
}

fn readable(reach: Reach) -> Condition {
    match reach {
        Reach::Everything => Condition::all(),
        Reach::Subtree(node) => Condition::all().add(of_subtree(node)),
        Reach::Nothing => Condition::all().add(nothing()),
    }
}

fn of_subtree(node: OrganisationId) -> SimpleExpr {
    audit_event::Column::OrganisationId.in_subquery(below(node))
}

fn condition(filter: &AuditFilter) -> Condition {
    use audit_event::Column;
    let AuditFilter { actor, action, subject_kind, subject, organisation, since, until } = filter;
    let expressible = |instant: Instant| instant.clamp(Instant::UNIX_EPOCH, END_OF_TIME);
    let (since, until) = (since.map(expressible), until.map(expressible));
    Condition::all()
        .add_option(actor.map(|actor| Column::ActorId.eq(actor)))
        .add_option(action.as_ref().map(|action| Column::Action.eq(action)))
        .add_option(subject_kind.as_ref().map(|kind| Column::SubjectKind.eq(kind)))
        .add_option(subject.as_ref().map(|subject| Column::Subject.eq(subject)))
        .add_option(organisation.map(of_subtree))
        // Ids are in order of time to the millisecond, and have the index; the instant decides within it.
        .add_option(since.map(|since| Column::Id.gte(first_id(since)).and(Column::At.gte(since))))
        .add_option(until.map(|until| Column::Id.lt(first_id(until + MILLISECOND)).and(Column::At.lt(until))))
}

/// In the year 2262: later instants have no id, nor a place in SQLite's order.
const END_OF_TIME: Instant = Instant::from_timestamp_nanos(i64::MAX);
const MILLISECOND: chrono::TimeDelta = chrono::TimeDelta::milliseconds(1);

/// No id of this millisecond is below it.
fn first_id(instant: Instant) -> Uuid {
    uuid_v7(instant, [0; 10])
}

/// Adds actor, organisation and reason. Who may not see an account does not learn its name here.
fn with_summaries(query: Select<audit_event::Entity>, reach: Reach) -> Select<audit_event::Entity> {
    let actor = audit_event::Entity::belongs_to(account::Entity)
        .from(audit_event::Column::ActorId)
        .to(account::Column::Id)
        .on_condition(move |_, _| visible(reach).into_condition());
    let owner = audit_event::Entity::belongs_to(organisation::Entity)
        .from(audit_event::Column::OrganisationId)
        .to(organisation::Column::Id);
    let text = audit_event::Entity::belongs_to(audit_event_text::Entity)
        .from(audit_event::Column::Id)
        .to(audit_event_text::Column::AuditEventId);
    query
        .column_as(account::Column::GivenName, "given_name")
        .column_as(account::Column::FamilyName, "family_name")
        .column_as(organisation::Column::Code, "organisation_code")
        .column_as(organisation::Column::Name, "organisation_name")
        .column_as(audit_event_text::Column::Reason, "reason")
        .join(JoinType::LeftJoin, actor.into())
        .join(JoinType::LeftJoin, owner.into())
        .join(JoinType::LeftJoin, text.into())
}

/// An event, as one statement reads it.
#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    at: Instant,
    actor_kind: String,
    actor_id: Option<Uuid>,
    given_name: Option<String>,
    family_name: Option<String>,
    action: String,
    subject_kind: String,
    subject: String,
    organisation_id: Option<Uuid>,
    organisation_code: Option<String>,
    organisation_name: Option<String>,
    fields: String,
    reason: Option<String>,
    request_id: Option<String>,
}

impl TryFrom<Row> for AuditEvent {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let cells = Cells::of("audit_events", &row.id);
        let kind = cells.code(&row.actor_kind)?;
        let name = row.given_name.zip(row.family_name).map(|(given, family)| format!("{given} {family}"));
        Ok(Self {
            id: row.id.into(),
            at: row.at,
            actor: AuditActor { kind, id: row.actor_id, name },
            action: row.action,
            subject_kind: row.subject_kind,
            subject: row.subject,
            organisation: summary(cells, row.organisation_id, row.organisation_code, row.organisation_name)?,
            fields: row.fields.split_whitespace().map(str::to_owned).collect(),
            reason: row.reason,
            request_id: row.request_id,
        })
    }
}
