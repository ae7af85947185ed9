//! The queries that the server really sends: how many a request costs, and that each uses an index.

use vmj_tests::TestApp;
use vmj_tests::postgres::Cluster;

use super::support::{self, plans, read};

/// 20 000 accounts, schools and audit events; of the latter one in a thousand about DINUM, and actors, acts and subjects
/// in the same proportion.
const FILL: [&str; 4] = [
    "INSERT INTO accounts (id, email, email_normalised, given_name, family_name, sort_name, locale, version,
             created_at, updated_at, organisation_id)
         SELECT md5(n::text)::uuid, n || '@example.fr', n || '@example.fr', 'Camille', 'Exemple ' || n,
             'exemple ' || n || ' camille', 'fr', 1, now(), now(),
             CASE WHEN n % 50 = 0 THEN (SELECT id FROM organisations WHERE code = 'dinum') END
         FROM generate_series(1, 20000) AS n;",
    "INSERT INTO schools (id, uai, name, sort_name, commune_code, department_code, version, created_at, updated_at)
         SELECT md5(n::text)::uuid, lpad(n::text, 7, '0') || substr('ABCDEFGHJKLMNPRSTUVWXYZ', n % 23 + 1, 1),
             'École ' || n, 'ecole ' || n, '35238', (n % 100)::text, 1, now(), now()
         FROM generate_series(1, 20000) AS n;",
    "INSERT INTO audit_events (id, at, actor_kind, actor_id, action, subject_kind, subject, organisation_id, fields)
         SELECT (lpad(to_hex(1761955200000 + n), 12, '0') || '70008000000000000000')::uuid,
             to_timestamp((1761955200000 + n) / 1000.0), 'account', md5((n % 1000)::text)::uuid, 'act.' || n % 1000,
             'account', md5((n % 1000)::text)::uuid::text,
             CASE WHEN n % 1000 = 0 THEN (SELECT id FROM organisations WHERE code = 'dinum') END, ''
         FROM generate_series(1, 20000) AS n;",
    "INSERT INTO account_roles SELECT id, 'agent' FROM accounts",
];

async fn large() -> (Cluster, TestApp) {
    support::large(&FILL).await
}

#[actix_web::test]
async fn lists_cost_one_query_on_an_index() {
    let (cluster, app) = large().await;
    let dinum = app.dinum_admin().await.caller;
    let ministry = app.ministry_admin("dinum").await.caller;
    let first = dinum.get("/v1/accounts?limit=20").await.expect(200);
    let cursor = first.json["page"]["next_cursor"].as_str().expect("a next page").to_owned();
    let organisation = app.db_organisation("dinum").await;
    read(&ministry, "/v1/me").await;
    let requests = [
        (&dinum, "/v1/accounts?limit=20".to_owned()),
        (&dinum, format!("/v1/accounts?limit=20&cursor={cursor}")),
        (&dinum, "/v1/accounts?limit=20&sort=-name".to_owned()),
        (&dinum, "/v1/accounts?limit=20&sort=-created_at".to_owned()),
        (&dinum, "/v1/accounts?limit=20&q=exemple%20123".to_owned()),
        (&dinum, "/v1/accounts?limit=20&role=dinum_admin".to_owned()),
        (&dinum, format!("/v1/accounts?limit=20&organisation_id={organisation}")),
        (&ministry, "/v1/accounts?limit=20".to_owned()),
        (&ministry, "/v1/accounts?limit=200&sort=created_at".to_owned()),
        (&dinum, "/v1/job-profiles/tester".to_owned()),
        (&dinum, "/v1/schools?limit=20".to_owned()),
        (&dinum, "/v1/schools?limit=20&sort=-name".to_owned()),
        (&dinum, "/v1/schools?limit=20&q=%C3%A9cole%20123".to_owned()),
        (&dinum, "/v1/schools?limit=20&department_code=35".to_owned()),
        (&dinum, "/v1/schools?limit=20&department_code=35&q=ecole%201&sort=-name".to_owned()),
        (&dinum, "/v1/schools?limit=20&uai=0352756F".to_owned()),
    ];
    for (caller, path) in requests {
        // What is remembered of the caller is renewed every few seconds; the first read takes that query.
        read(caller, "/v1/me").await;
        let plans = plans(&cluster, read(caller, &path)).await;
        assert_eq!(plans.len(), 1, "{path}: {plans:#?}");
        for table in ["accounts", "schools"] {
            assert!(!plans[0].contains(&format!("Seq Scan on {table}")), "{path}: {}", plans[0]);
        }
        if path.starts_with("/v1/schools") && !path.contains("uai=") {
            assert!(!plans[0].contains("Sort"), "{path}: {}", plans[0]);
        }
    }
}

#[actix_web::test]
async fn public_catalogues_cost_no_query() {
    let (cluster, app) = large().await;
    let anonymous = app.anonymous();
    read(&anonymous, "/v1/job-profiles").await;
    read(&anonymous, "/v1/organisations").await;
    let plans = plans(&cluster, async {
        let organisations = ["/v1/organisations", "/v1/organisations?q=dinum&sort=-name"];
        let others = ["/v1/job-profiles", "/v1/job-families", "/v1/reference/communes?q=rennes"];
        for path in organisations.into_iter().chain(others) {
            read(&anonymous, path).await;
        }
    })
    .await;
    assert_eq!(plans, Vec::<String>::new());
}

#[actix_web::test]
async fn filters_of_the_audit_log_have_their_indexes() {
    let (cluster, app) = large().await;
    let dinum = app.dinum_admin().await.caller;
    let ministry = app.ministry_admin("dinum").await.caller;
    let organisation = app.db_organisation("dinum").await;
    let first = dinum.get("/v1/audit-events?limit=20").await.expect(200);
    let cursor = first.json["page"]["next_cursor"].as_str().expect("a next page").to_owned();
    // md5('7') as a UUID
    let actor = "8f14e45f-ceea-167a-5a36-dedd4bea2543";
    let (primary, own) = ("audit_events_pkey", "ix_audit_events_organisation_id_id");
    let requests = [
        (&dinum, String::new(), primary),
        (&dinum, format!("&cursor={cursor}"), primary),
        (&dinum, "&sort=at".to_owned(), primary),
        (&dinum, "&since=2025-11-01T00:00:10Z&until=2025-11-01T00:00:11Z".to_owned(), primary),
        (&dinum, format!("&actor_id={actor}"), "ix_audit_events_actor_id_id"),
        (&dinum, "&action=act.7".to_owned(), "ix_audit_events_action_id"),
        (&dinum, "&action=act.7&sort=at".to_owned(), "ix_audit_events_action_id"),
        (&dinum, format!("&subject_kind=account&subject={actor}"), "ix_audit_events_subject_kind_subject_id"),
        (&dinum, format!("&organisation_id={organisation}"), own),
        (&ministry, String::new(), own),
    ];
    for (caller, query, index) in requests {
        read(caller, "/v1/me").await;
        let path = format!("/v1/audit-events?limit=20{query}");
        let plans = plans(&cluster, read(caller, &path)).await;
        assert_eq!(plans.len(), 1, "{path}: {plans:#?}");
        assert!(plans[0].contains(index), "{path}: {}", plans[0]);
        assert!(!plans[0].contains("Seq Scan on audit_events"), "{path}: {}", plans[0]);
    }
}
