//! Messages to be sent: written in the transaction of what they tell, sent after it by whoever leases them.
//!
//! A sender holds a message for the time of its lease. One that dies leaves its messages to others when the lease
//! has ended, so each is sent at least once, and twice only when a sender dies between sending and saying so.

mod variables;

use chrono::TimeDelta;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DatabaseBackend, DatabaseTransaction,
    EntityTrait as _, QueryFilter as _, Select, SelectExt as _, Statement, UpdateMany,
};
use uuid::Uuid;
use vmj_domain::account::Locale;
use vmj_domain::id::OutboxMessageId;
use vmj_domain::message::{LeasedMessage, NewMessage, Template, pause_after};
use vmj_domain::text::Email;

use crate::StoreError;
use crate::bulk;
use crate::entity::outbox_message;
use crate::tx::{new_id, repository};

repository! {
    /// The outbox.
    OutboxRepository
}

/// What is left of the variables of a message that was sent: they may hold a secret.
const FORGOTTEN: &str = "{}";

impl<C: ConnectionTrait> OutboxRepository<'_, C> {
    /// Whether a message waits for a sender.
    ///
    /// # Errors
    /// The store fails.
    pub async fn is_due(&self) -> Result<bool, StoreError> {
        Ok(self.due().exists(self.connection).await?)
    }

    fn due(&self) -> Select<outbox_message::Entity> {
        let free = outbox_message::Column::LeasedUntil.is_null();
        let abandoned = outbox_message::Column::LeasedUntil.lte(self.now);
        outbox_message::Entity::find()
            .filter(outbox_message::Column::SentAt.is_null())
            .filter(outbox_message::Column::AvailableAt.lte(self.now))
            .filter(sea_orm::Condition::any().add(free).add(abandoned))
    }
}

impl OutboxRepository<'_, DatabaseTransaction> {
    /// Adds a message.
    ///
    /// # Errors
    /// The store fails.
    pub async fn push(&self, new: &NewMessage) -> Result<(), StoreError> {
        self.push_many(std::slice::from_ref(new)).await
    }

    /// Adds messages.
    ///
    /// # Errors
    /// The store fails.
    pub async fn push_many(&self, new: &[NewMessage]) -> Result<(), StoreError> {
        bulk::insert(new.iter().map(|new| self.row(new)), self.connection).await
    }

    fn row(&self, new: &NewMessage) -> outbox_message::ActiveModel {
        let NewMessage { account, recipient, locale, message } = new;
        let id: OutboxMessageId = new_id(self.now);
        outbox_message::ActiveModel {
            id: Set(id.into()),
            created_at: Set(self.now),
            template: Set(message.template().slug().to_owned()),
            account_id: Set(account.map(Uuid::from)),
            recipient: Set(recipient.to_string()),
            locale: Set(locale.tag().to_owned()),
            variables: Set(variables::write(message)),
            available_at: Set(self.now),
            attempts: Set(0),
            leased_until: Set(None),
            sent_at: Set(None),
        }
    }

    /// Leases the oldest messages that wait, so many at most. No two senders get the same: on SQLite there is one
    /// writer at a time, on PostgreSQL each passes over the rows that another holds.
    ///
    /// # Errors
    /// The store fails.
    pub async fn lease(&self, limit: u32, lease: TimeDelta) -> Result<Vec<LeasedMessage>, StoreError> {
        let backend = self.connection.get_database_backend();
        let sql = if backend == DatabaseBackend::Postgres { LEASE_POSTGRES } else { LEASE_SQLITE };
        let values = [self.now.into(), (self.now + lease).into(), i64::from(limit).into()];
        let rows = outbox_message::Entity::find()
            .from_raw_sql(Statement::from_sql_and_values(backend, sql, values))
            .all(self.connection)
            .await?;
        rows.into_iter().map(LeasedMessage::try_from).collect()
    }

    /// Notes that a message was sent, and forgets its variables.
    ///
    /// # Errors
    /// The store fails.
    pub async fn mark_sent(&self, message: &LeasedMessage) -> Result<(), StoreError> {
        let row = outbox_message::ActiveModel {
            sent_at: Set(Some(self.now)),
            leased_until: Set(None),
            variables: Set(FORGOTTEN.to_owned()),
            ..Default::default()
        };
        held(message).set(row).exec(self.connection).await?;
        Ok(())
    }

    /// Gives a message back that could not be sent: it waits longer after each attempt.
    ///
    /// # Errors
    /// The store fails.
    pub async fn give_back(&self, message: &LeasedMessage) -> Result<(), StoreError> {
        let row = outbox_message::ActiveModel {
            available_at: Set(self.now + pause_after(message.attempts)),
            leased_until: Set(None),
            ..Default::default()
        };
        held(message).set(row).exec(self.connection).await?;
        Ok(())
    }
}

/// The row of a message, as long as no other sender has taken it over.
fn held(message: &LeasedMessage) -> UpdateMany<outbox_message::Entity> {
    outbox_message::Entity::update_many()
        .filter(outbox_message::Column::Id.eq(Uuid::from(message.id)))
        .filter(outbox_message::Column::Attempts.eq(message.attempts))
        .filter(outbox_message::Column::SentAt.is_null())
}

macro_rules! lease {
    ($passing_over:literal) => {
        concat!(
            "WITH due AS (SELECT id FROM outbox_messages WHERE sent_at IS NULL AND available_at <= $1 ",
            "AND (leased_until IS NULL OR leased_until <= $1) ORDER BY available_at, id LIMIT $3",
            $passing_over,
            ") UPDATE outbox_messages SET leased_until = $2, attempts = attempts + 1 ",
            "WHERE id IN (SELECT id FROM due) RETURNING *"
        )
    };
}
const LEASE_POSTGRES: &str = lease!(" FOR UPDATE SKIP LOCKED");
const LEASE_SQLITE: &str = lease!("");

impl TryFrom<outbox_message::Model> for LeasedMessage {
    type Error = StoreError;

    fn try_from(row: outbox_message::Model) -> Result<Self, StoreError> {
        let corrupt =
            |problem: &dyn std::fmt::Display| StoreError::corrupt("outbox_messages", row.id, problem);
        let template = Template::from_slug(&row.template).ok_or_else(|| corrupt(&"template"))?;
        Ok(Self {
            id: row.id.into(),
            recipient: Email::parse(&row.recipient).map_err(|error| corrupt(&error))?,
            locale: Locale::from_tag(&row.locale).ok_or_else(|| corrupt(&"locale"))?,
            message: variables::read(template, &row.variables).ok_or_else(|| corrupt(&"variables"))?,
            attempts: u32::try_from(row.attempts).map_err(|error| corrupt(&error))?,
        })
    }
}
