//! The queries of students: how many a request costs, however many students there are, and that each uses an index.

use serde_json::{Value, json};
use vmj_domain::edition::Edition;
use vmj_tests::postgres::Cluster;
use vmj_tests::students::open_offer;
use vmj_tests::{Caller, TestApp};

use super::support::{large, plans, read};

/// 20 000 people and as many schools.
const FILL: [&str; 2] = [
    "INSERT INTO accounts (id, email, email_normalised, given_name, family_name, sort_name, locale, version,
         created_at, updated_at)
     SELECT md5(n::text)::uuid, n || '@example.fr', n || '@example.fr', 'Camille', 'Exemple ' || n,
         'exemple ' || n || ' camille', 'fr', 1, now(), now()
     FROM generate_series(1, 20000) AS n",
    "INSERT INTO schools (id, uai, name, sort_name, commune_code, department_code, version, created_at, updated_at)
     SELECT md5(n::text)::uuid, lpad(n::text, 7, '0') || substr('ABCDEFGHJKLMNPRSTUVWXYZ', n % 23 + 1, 1),
         'École ' || n, 'ecole ' || n, '35238', (n % 100)::text, 1, now(), now()
     FROM generate_series(1, 20000) AS n",
];

/// Three wishes of each student, and two organisations.
const WISHES: [&str; 2] = [
    "INSERT INTO student_wishes (student_id, rank, job_profile_code, job_family_code)
     SELECT md5('student ' || n)::uuid, rank, CASE WHEN rank < 3 THEN codes[(n * 7 + rank) % 50 + 1] END,
         CASE WHEN rank = 3 THEN families[n % 10 + 1] END
     FROM generate_series(1, 20000) AS n, generate_series(1, 3) AS rank,
         (SELECT array_agg(code) AS codes, array_agg(DISTINCT family_code) AS families FROM job_profiles) AS known",
    "INSERT INTO student_organisations (student_id, organisation_id)
     SELECT md5('student ' || n)::uuid, id
     FROM generate_series(1, 20000) AS n, organisations WHERE code IN ('culture', 'dinum')",
];

/// Five thousand students of an edition, and 15 000 of another. One in three waits for DINUM; of those, 45 in a hundred
/// for their school alone, as many for their age as well, and the rest for their diploma.
fn students(edition: &Edition, other: &Edition) -> String {
    format!(
        "INSERT INTO students (id, edition_id, account_id, sort_name, state, state_changed_at, state_reason, decided_by,
             criteria, study_level, diploma_kind, curriculum, school_id, school_name, school_name_folded, adult, home_department_code,
             accepted_regions, formats, languages, version, created_at, updated_at)
         SELECT md5('student ' || n)::uuid, CASE WHEN n <= 5000 THEN '{}'::uuid ELSE '{}'::uuid END, md5(n::text)::uuid,
             'exemple ' || n || ' camille',
             (ARRAY['draft', 'submitted', 'eligible', 'submitted', 'ineligible', 'withdrawn'])[n % 6 + 1], now(),
             CASE WHEN n % 6 = 5 THEN 'Stage' END, CASE WHEN n % 6 IN (2, 4) THEN 'rule' END,
             CASE WHEN n % 6 IN (1, 3) THEN (ARRAY['school', 'adult school', 'diploma_kind'])[n % 100 / 45 + 1] ELSE '' END,
             (ARRAY['bac_plus_2', 'bac_plus_3', 'bac_plus_4', 'bac_plus_5'])[n % 4 + 1],
             (ARRAY['master', 'but', 'bts', 'licence'])[n % 4 + 1], 'Informatique',
             CASE WHEN n % 2 = 0 THEN md5((n % 500 + 1)::text)::uuid END,
             CASE WHEN n % 2 = 1 THEN 'Institut ' || n % 400 END,
             CASE WHEN n % 2 = 1 THEN 'institut ' || n % 400 END, true,
             lpad((n % 95 + 1)::text, 2, '0'), '52', 'on_site', 'fr', 1, now(), now() - n * interval '1 second'
         FROM generate_series(1, 20000) AS n",
        edition.id, other.id
    )
}

async fn crowd() -> (Cluster, TestApp, Edition) {
    let (cluster, app) = large(&FILL).await;
    let (edition, other) = (app.db_edition(|_| {}).await, app.db_edition(|_| {}).await);
    let fill = [&*students(&edition, &other), WISHES[0], WISHES[1], "ANALYZE"];
    fill.iter().for_each(|sql| {
        cluster.sql("vmj", sql);
    });
    (cluster, app, edition)
}

/// Tables that must never be read from end to end.
const TABLES: [&str; 5] = ["accounts", "schools", "students", "student_wishes", "student_organisations"];

fn assert_by_index(path: &str, plan: &str) {
    let plan = plan.split_once('\n').map_or(plan, |(_, plan)| plan);
    for table in TABLES {
        assert!(!plan.contains(&format!("Seq Scan on {table}")), "{path}: {plan}");
    }
}

#[actix_web::test]
async fn lists_cost_two_queries_on_an_index() {
    let (cluster, app, edition) = crowd().await;
    let dinum = app.dinum_admin().await.caller;
    let list = format!("/v1/editions/{}/students?limit=20", edition.id);
    let first = dinum.get(&list).await.expect(200);
    let cursor = first.json["page"]["next_cursor"].as_str().expect("a next page").to_owned();
    // md5('3') as a UUID: a school of the crowd
    let school = "eccbc87e-4b5c-e2fe-2830-8fd9f2a7baf3";
    let queries = [
        String::new(),
        format!("&cursor={cursor}"),
        "&sort=-name".to_owned(),
        "&sort=created_at".to_owned(),
        "&sort=-created_at".to_owned(),
        "&sort=updated_at".to_owned(),
        "&sort=-updated_at".to_owned(),
        "&q=exemple%20123".to_owned(),
        "&state=submitted".to_owned(),
        "&state=ineligible&sort=-updated_at".to_owned(),
        "&open=school".to_owned(),
        "&open=school&sort=created_at".to_owned(),
        "&open=email_verified".to_owned(),
        "&study_level=bac_plus_4".to_owned(),
        "&diploma_kind=master&state=eligible".to_owned(),
        format!("&school_id={school}"),
        "&job_profile_code=tester".to_owned(),
        "&job_family_code=data".to_owned(),
        "&department_code=35".to_owned(),
        "&region_code=53&sort=-created_at".to_owned(),
    ];
    for query in queries {
        let path = format!("{list}{query}");
        let plans = plans(&cluster, read(&dinum, &path)).await;
        // The students, and the organisations that they name; nothing more where there are none.
        let expected = if query.contains("email_verified") { 1 } else { 2 };
        assert_eq!(plans.len(), expected, "{path}");
        plans.iter().for_each(|plan| assert_by_index(&path, plan));
        // DINUM's queue looks at nobody who waits for nothing.
        let queue = (query.contains("open=") || query.contains("state=")) && !query.contains("sort=");
        let by_state = plans[0].contains("ix_students_edition_id_state_sort_name_id");
        assert!(!queue || by_state, "{path}: {}", plans[0]);
        let plain = !query.contains('=') || query.starts_with("&sort") || query.starts_with("&cursor");
        assert!(!plain || !plans[0].contains("Sort Key"), "{path}: {}", plans[0]);
    }
    let counted = plans(&cluster, read(&dinum, &format!("{list}&open=school&count=true"))).await;
    assert_eq!(counted.len(), 3);
}

#[actix_web::test]
async fn one_student_costs_two_queries_on_an_index() {
    let (cluster, app, edition) = crowd().await;
    let dinum = app.dinum_admin().await.caller;
    let (person, path) = app.student_in(edition.id, &json!({})).await;
    let list = format!("/v1/editions/{}/students", edition.id);
    for (caller, path) in [(&person.caller, &path), (&dinum, &path), (&person.caller, &list)] {
        read(caller, path).await;
        let plans = plans(&cluster, read(caller, path)).await;
        assert_eq!(plans.len(), 2, "{path}");
        plans.iter().for_each(|plan| assert_by_index(path, plan));
    }
}

/// How many statements a request costs.
async fn cost(cluster: &Cluster, caller: &Caller, path: &str, body: &Value, status: u16) -> usize {
    let plans = plans(cluster, async {
        caller.post(path, body).await.expect(status);
    })
    .await;
    plans.len()
}

#[actix_web::test]
async fn saying_which_school_is_meant_costs_the_same_however_many_wrote_it() {
    let (cluster, app, edition) = crowd().await;
    let (dinum, uai) = (app.dinum_admin().await.caller, app.db_school_uai().await);
    let mut costs = Vec::new();
    for (words, students) in [("Institut seul", 1), ("Institut trois", 3), ("Grand institut", 300)] {
        let ids = app.db_students(&edition, students, |_, student| student.form = open_offer(words)).await;
        let path = format!("/v1/students/{}/school-resolution", ids[0]);
        costs.push(cost(&cluster, &dinum, &path, &json!({ "school_uai": uai }), 200).await);
        for id in [ids[0], ids[students - 1]] {
            let read = dinum.get(&format!("/v1/students/{id}")).await.expect(200);
            assert_eq!((&read.json["state"], &read.json["school"]["uai"]), (&json!("eligible"), &json!(uai)));
        }
    }
    // The first of them also reads what the server then holds in memory.
    assert!(costs[1] == costs[2] && costs[1] < 25, "{costs:?}");
}

#[actix_web::test]
async fn deciding_costs_the_same_for_one_and_for_two_hundred() {
    let (cluster, app, edition) = crowd().await;
    let dinum = app.dinum_admin().await.caller;
    let path = format!("/v1/editions/{}/student-decisions", edition.id);
    let mut costs = Vec::new();
    for students in [2, 2, 200] {
        let ids = app.db_students(&edition, students, |_, _| {}).await;
        let decision = |(at, id)| {
            if at % 2 == 0 {
                json!({ "student_id": id, "decision": "admission" })
            } else {
                // Each for its own reason.
                json!({ "student_id": id, "decision": "refusal", "reason": format!("Motif {at}") })
            }
        };
        let ids = ids.iter().map(ToString::to_string);
        let decisions: Vec<_> = ids.enumerate().map(decision).collect();
        costs.push(cost(&cluster, &dinum, &path, &json!({ "decisions": decisions }), 207).await);
    }
    assert!(costs[1] == costs[2] && costs[1] < 15, "{costs:?}");
}
