//! What waits in the outbox, as rows.

use sea_orm::{ConnectionTrait as _, Statement};
use serde_json::Value;

use crate::app::{FRONT_URL, TestApp};

/// A row of the outbox.
#[derive(Clone, Debug, PartialEq)]
pub struct OutboxRow {
    /// Its kind.
    pub template: String,
    /// Where it goes.
    pub recipient: String,
    /// In which language.
    pub locale: String,
    /// What it says.
    pub variables: Value,
    /// How often it was leased.
    pub attempts: i32,
    /// Whether it was sent.
    pub sent: bool,
}

impl TestApp {
    /// Every message, oldest first; those of one millisecond in any order.
    pub async fn db_outbox(&self) -> Vec<OutboxRow> {
        let database = self.db().await;
        let sql = "SELECT template, recipient, locale, variables, attempts, sent_at IS NOT NULL \
                   FROM outbox_messages ORDER BY id";
        let statement = Statement::from_string(database.get_database_backend(), sql);
        let rows = database.query_all_raw(statement).await.expect("rows");
        let text = |row: &sea_orm::QueryResult, at| row.try_get_by_index::<String>(at).expect("text");
        rows.iter()
            .map(|row| OutboxRow {
                template: text(row, 0),
                recipient: text(row, 1),
                locale: text(row, 2),
                variables: serde_json::from_str(&text(row, 3)).expect("JSON"),
                attempts: row.try_get_by_index(4).expect("a number"),
                sent: row.try_get_by_index(5).expect("a truth value"),
            })
            .collect()
    }

    /// The token of the newest message to an address.
    pub async fn db_mailed_token(&self, recipient: &str) -> String {
        let messages = self.db_outbox().await;
        let message = messages.iter().rev().find(|message| message.recipient == recipient);
        let url = message.expect("a message").variables["url"].as_str().expect("a link").to_owned();
        assert!(url.starts_with(FRONT_URL), "{url}");
        url.split_once("#token=").expect("a token").1.to_owned()
    }
}
