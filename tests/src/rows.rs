//! Rows, beside the API.

use sea_orm::{ConnectionTrait as _, Database, DatabaseBackend, DatabaseConnection, Statement};
use uuid::Uuid;

use crate::app::TestApp;

impl TestApp {
    /// A connection to its database.
    pub async fn db(&self) -> DatabaseConnection {
        Database::connect(self.database_url.as_str()).await.expect("a connection")
    }

    /// Runs a statement.
    pub async fn db_run(&self, sql: &str) {
        self.db().await.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// An id as this engine writes it in SQL.
    pub fn db_uuid(&self, id: impl Into<Uuid>) -> String {
        let id: Uuid = id.into();
        if self.database_url.starts_with("sqlite") {
            format!("X'{}'", id.simple())
        } else {
            format!("'{id}'")
        }
    }

    /// All that a table holds, a line a row; bytes in hexadecimal.
    pub async fn db_dump(&self, table: &str) -> String {
        let database = self.db().await;
        let backend = database.get_database_backend();
        let row = if backend == DatabaseBackend::Sqlite {
            let sql = format!("SELECT name FROM pragma_table_info('{table}')");
            let columns =
                database.query_all_raw(Statement::from_string(backend, sql)).await.expect("columns");
            let text = |column: String| {
                format!(
                    "COALESCE(CASE typeof({column}) WHEN 'blob' THEN lower(hex({column})) ELSE CAST({column} AS TEXT) END, '')"
                )
            };
            let columns = columns.iter().map(|row| text(row.try_get_by_index(0).expect("a name")));
            columns.collect::<Vec<_>>().join(" || ' ' || ")
        } else {
            format!("{table}::text")
        };
        let sql = format!("SELECT {row} FROM {table}");
        let rows = database.query_all_raw(Statement::from_string(backend, sql)).await.expect("rows");
        rows.iter().map(|row| row.try_get_by_index::<String>(0).expect("text") + "\n").collect()
    }

    /// Whether a table holds a text, as text or as bytes.
    pub async fn db_holds(&self, table: &str, text: &str) -> bool {
        let dump = self.db_dump(table).await;
        let hexadecimal: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
        dump.contains(text) || dump.contains(&hexadecimal)
    }
}
