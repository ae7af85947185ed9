//! The tree of organisations, as the database has it.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, QueryResult, Statement};
use uuid::Uuid;

/// Asserts that the closure is the one of the parents, and that nothing stands above itself.
pub async fn db_assert_closure(database_url: &str) {
    let database = Database::connect(database_url).await.expect("a connection");
    let parents: HashMap<Uuid, Option<Uuid>> =
        rows(&database, "SELECT id, parent_id FROM organisations", |row| {
            (row.try_get_by_index(0).expect("an id"), row.try_get_by_index(1).expect("a parent"))
        })
        .await;
    let mut wanted = BTreeSet::new();
    for id in parents.keys() {
        let mut above = Some(*id);
        while let Some(ancestor) = above {
            assert!(wanted.insert((ancestor, *id)), "{id} stands above itself");
            above = parents[&ancestor];
        }
    }
    let sql = "SELECT ancestor_id, organisation_id FROM organisation_ancestors";
    let closure: BTreeSet<(Uuid, Uuid)> = rows(&database, sql, |row| {
        (row.try_get_by_index(0).expect("an id"), row.try_get_by_index(1).expect("an id"))
    })
    .await;
    assert_eq!(closure, wanted);
    database.close().await.expect("closed");
}

async fn rows<T, C: FromIterator<T>>(
    database: &DatabaseConnection,
    sql: &str,
    row: impl Fn(&QueryResult) -> T,
) -> C {
    let statement = Statement::from_string(database.get_database_backend(), sql);
    database.query_all_raw(statement).await.expect("rows").iter().map(row).collect()
}
