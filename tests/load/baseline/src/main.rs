//! One SELECT through plain tokio-postgres, again and again: what the same read of the server is held against.
//!
//! `vmj-load-baseline URL STATEMENT CONNECTIONS SECONDS`, where STATEMENT is a file with `{"sql", "parameters"}` as
//! PostgreSQL logged them. It prints `{"requests", "seconds", "p99", "rows"}`: the last but one in milliseconds, the last of
//! one answer.

mod text;
mod values;

use std::error::Error;
use std::time::{Duration, Instant};

use serde::Deserialize;
use tokio::task::JoinSet;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, NoTls, Statement};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Nothing is counted before: the caches and plans of the database are cold.
const WARM_UP: Duration = Duration::from_secs(2);

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// What the server sent.
#[derive(Clone, Deserialize)]
struct Sent {
    sql: String,
    parameters: Vec<Option<String>>,
}

/// What one connection saw.
#[derive(Default)]
struct Seen {
    times: Vec<Duration>,
    rows: usize,
}

#[tokio::main]
async fn main() -> Outcome<()> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [url, file, connections, seconds] = &arguments[..] else {
        return Err("expected URL STATEMENT CONNECTIONS SECONDS".into());
    };
    let sent: Sent = serde_json::from_slice(&std::fs::read(file)?)?;
    let (connections, span): (usize, _) = (connections.parse()?, Duration::from_secs(seconds.parse()?));
    let mut clients = Vec::with_capacity(connections);
    for _ in 0..connections {
        clients.push(connect(url).await?);
    }
    let begin = Instant::now() + WARM_UP;
    let mut asking = JoinSet::new();
    for client in clients {
        asking.spawn(ask(client, sent.clone(), (begin, begin + span)));
    }
    let mut all = Seen::default();
    while let Some(seen) = asking.join_next().await {
        let seen = seen??;
        all.times.extend(seen.times);
        all.rows = all.rows.max(seen.rows);
    }
    print(all, span)
}

async fn connect(url: &str) -> Outcome<Client> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            eprintln!("{error}");
        }
    });
    Ok(client)
}

/// Asks one question after the other from now until the end, and counts from the beginning.
async fn ask(client: Client, sent: Sent, (begin, end): (Instant, Instant)) -> Outcome<Seen> {
    let statement = client.prepare(&sent.sql).await?;
    let types = statement.params();
    if types.len() != sent.parameters.len() {
        return Err(format!("{} parameters for {}", sent.parameters.len(), types.len()).into());
    }
    let values: Vec<_> = types
        .iter()
        .zip(&sent.parameters)
        .map(|(kind, text)| text::value(kind, text.as_deref()))
        .collect::<Result<_, _>>()?;
    let mut seen = Seen::default();
    loop {
        let asked = Instant::now();
        if asked >= end {
            return Ok(seen);
        }
        seen.rows = once(&client, &statement, &values).await?;
        if asked >= begin {
            seen.times.push(asked.elapsed());
        }
    }
}

/// The number of rows, of which every column was read.
async fn once(
    client: &Client,
    statement: &Statement,
    values: &[Box<dyn ToSql + Send + Sync>],
) -> Outcome<usize> {
    let parameters: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| &**value as _).collect();
    let rows = client.query(statement, &parameters).await?;
    for row in &rows {
        values::read(row)?;
    }
    Ok(rows.len())
}

fn print(Seen { mut times, rows }: Seen, span: Duration) -> Outcome<()> {
    times.sort_unstable();
    let p99 = times.get(times.len() * 99 / 100).ok_or("no answer")?.as_secs_f64() * 1000.0;
    let (requests, seconds) = (times.len(), span.as_secs());
    println!("{}", serde_json::json!({ "requests": requests, "seconds": seconds, "p99": p99, "rows": rows }));
    Ok(())
}
