//! What the compose file says, and a database as it describes it.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use vmj_tests::postgres::Cluster;

use super::repository_text;

/// All of it.
pub fn compose() -> Value {
    serde_saphyr::from_str(&repository_text("docker-compose.yml")).expect("YAML")
}

/// Puts the default of each `${NAME:-default}` in its place.
fn with_defaults(text: &str) -> String {
    let Some((before, rest)) = text.split_once("${") else { return text.to_owned() };
    let (variable, after) = rest.split_once('}').expect("a closing brace");
    let (name, default) = variable.split_once(":-").expect("a default");
    // The server refuses variables that it does not know, and a shell may hand it this one.
    assert!(!name.starts_with("VMJ_"), "{name} looks like a setting of the server");
    format!("{before}{default}{}", with_defaults(after))
}

/// The environment of a service, as it is when nothing is set outside.
pub fn environment(service: &Value) -> BTreeMap<String, String> {
    let given = service["environment"].as_object().into_iter().flatten();
    given.map(|(name, value)| (name.clone(), with_defaults(value.as_str().expect("text")))).collect()
}

/// The words of a health check that needs no shell.
#[track_caller]
pub fn health_check(service: &Value) -> Vec<String> {
    let test = serde_json::from_value::<Vec<String>>(service["healthcheck"]["test"].clone());
    let mut words = test.expect("a list of words");
    assert_eq!(words.remove(0), "CMD");
    words
}

/// A cluster with the role and the database of the compose file.
pub fn cluster(environment: &BTreeMap<String, String>) -> Cluster {
    let cluster = Cluster::private();
    let (user, database) = (&environment["POSTGRES_USER"], &environment["POSTGRES_DB"]);
    let password = &environment["POSTGRES_PASSWORD"];
    cluster.sql("postgres", &format!("CREATE ROLE \"{user}\" LOGIN PASSWORD '{password}'"));
    cluster.sql("postgres", &format!("CREATE DATABASE \"{database}\" OWNER \"{user}\""));
    cluster
}

/// Where a cluster listens.
pub fn host_and_port(cluster: &Cluster) -> (String, String) {
    let url = cluster.url("");
    let place = url.split('@').nth(1).and_then(|rest| rest.split('/').next()).expect("a host");
    let (host, port) = place.split_once(':').expect("a port");
    (host.to_owned(), port.to_owned())
}

/// The program, which Debian keeps out of the path.
pub fn pg_isready() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found = versions.map(|version| version.path().join("bin/pg_isready"));
    found.find(|path| path.is_file()).unwrap_or_else(|| "pg_isready".into())
}
