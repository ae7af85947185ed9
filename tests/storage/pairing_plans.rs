//! Lists of 10 000 pairings: one statement a page, on an index that leads to it.

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::json;
use vmj_domain::access::Role;
use vmj_domain::edition::Edition;
use vmj_domain::id::OrganisationId;
use vmj_tests::duos::{Duo, stage};
use vmj_tests::postgres::Cluster;
use vmj_tests::{Caller, TestApp};

use super::ambassador_plans::{looked_at, three_pages};
use super::support::{large, plans, read};

/// 4 000 agents, one in fifty of `dinum`, the others of all organisations in turn; and 10 000 students.
const ACCOUNTS: [&str; 2] = [
    "INSERT INTO accounts (id, email, email_normalised, given_name, family_name, sort_name, locale, version,
         created_at, updated_at, organisation_id)
     SELECT md5('agent' || n)::uuid, 'agent-' || n || '@example.fr', 'agent-' || n || '@example.fr', 'Camille',
         'Exemple', 'exemple camille', 'fr', 1, now(), now(),
         CASE WHEN n % 50 = 0 THEN (SELECT id FROM organisations WHERE code = 'dinum')
             ELSE (SELECT (array_agg(id ORDER BY code))[n % count(*) + 1] FROM organisations) END
     FROM generate_series(1, 4000) AS n",
    "INSERT INTO accounts (id, email, email_normalised, given_name, family_name, sort_name, locale, version,
         created_at, updated_at)
     SELECT md5('student' || n)::uuid, 'student-' || n || '@example.fr', 'student-' || n || '@example.fr', 'Camille',
         'Exemple', 'exemple camille', 'fr', 1, now(), now()
     FROM generate_series(1, 10000) AS n",
];

/// So many pairings of an edition, three to an ambassador at most. Four in ten are proposed, three are confirmed, one in
/// fifty is a no-show, of which one in four is contested.
fn pairings(edition: &Edition, count: usize, first_id: i64) -> [String; 5] {
    let (edition, day) = (edition.id, edition.parameters.day);
    let id = |kind: &str, n: &str| format!("md5('{edition}{kind}' || {n})::uuid");
    let (student, ambassador) = (id("student", "n"), id("ambassador", "n"));
    let host = id("ambassador", "(n % 4000 + 1)");
    [
        format!(
            "INSERT INTO students (id, edition_id, account_id, sort_name, state, state_changed_at, decided_by, criteria,
                 accepted_regions, formats, languages, version, created_at, updated_at)
             SELECT {student}, '{edition}', md5('student' || n)::uuid, 'exemple camille', 'eligible', now(), 'dinum', '',
                 '', 'on_site remote', 'fr', 1, now(), now()
             FROM generate_series(1, {count}) AS n"
        ),
        format!(
            "INSERT INTO student_wishes (student_id, rank, job_profile_code)
             SELECT {student}, 1, 'data-engineer' FROM generate_series(1, {count}) AS n"
        ),
        format!(
            "INSERT INTO ambassadors (id, edition_id, account_id, organisation_id, sort_name, state, state_changed_at,
                 technologies, formats, capacity, languages, alternative_dates, commune_code, department_code, version,
                 created_at, updated_at)
             SELECT {ambassador}, '{edition}', accounts.id, accounts.organisation_id, accounts.sort_name, 'approved',
                 now(), 'Rust', 'on_site remote', 3, 'fr', '', '35238', lpad((n % 95 + 1)::text, 2, '0'), 1, now(), now()
             FROM generate_series(1, 4000) AS n JOIN accounts ON accounts.id = md5('agent' || n)::uuid"
        ),
        format!(
            "INSERT INTO pairings (id, edition_id, student_id, student_account_id, ambassador_id, ambassador_account_id,
                 job_profile_code, format, seat, date, state, state_changed_at, deadline, declined_for, decided_by,
                 reason_code, missing, contested_by, contest_text, access_cleared, received_documents, version,
                 created_at, updated_at, student_accepted_at, ambassador_accepted_at)
             SELECT (lpad(to_hex({first_id} + n), 12, '0') || '70008000000000000000')::uuid, '{edition}', {student},
                 md5('student' || n)::uuid, {host}, md5('agent' || (n % 4000 + 1))::uuid,
                 (SELECT (array_agg(code ORDER BY code))[n % count(*) + 1] FROM job_profiles), 'on_site', n / 4000 + 1,
                 date '{day}' + (CASE WHEN n % 7 = 0 THEN n % 5 ELSE 0 END), state, now(),
                 CASE WHEN state = 'proposed' THEN now() END, CASE WHEN state = 'declined' THEN 'student' END,
                 CASE WHEN state IN ('declined', 'cancelled', 'no_show') THEN 'student' END,
                 CASE WHEN state = 'cancelled' THEN 'illness' END, CASE WHEN state = 'no_show' THEN 'student' END,
                 CASE WHEN state = 'no_show' AND n % 4 = 0 THEN 'student' END,
                 CASE WHEN state = 'no_show' AND n % 4 = 0 THEN 'Présente' END, false, '', 1,
                 to_timestamp(({first_id} + n) / 1000.0), to_timestamp({first_id} / 1000 + n * 7919 % 20011),
                 CASE WHEN n % 2 = 0 OR state <> 'proposed' THEN now() END,
                 CASE WHEN state <> 'proposed' THEN now() END
             FROM generate_series(1, {count}) AS n,
             LATERAL (SELECT CASE WHEN dice < 40 THEN 'proposed' WHEN dice < 70 THEN 'confirmed'
                 WHEN dice < 85 THEN 'declined' WHEN dice < 90 THEN 'expired' WHEN dice < 96 THEN 'cancelled'
                 WHEN dice < 98 THEN 'held' ELSE 'no_show' END AS state
                 FROM (SELECT abs(hashint4(n)) % 100 AS dice) AS thrown) AS living"
        ),
        format!(
            "INSERT INTO pairing_events (id, pairing_id, at, kind, author)
             SELECT md5('event' || id)::uuid, id, created_at, 'proposed', 'dinum' FROM pairings
             WHERE edition_id = '{edition}'"
        ),
    ]
}

/// 10 000 pairings of an edition, and 3 000 of the one before. `mode` is how PostgreSQL plans prepared statements.
async fn crowded(mode: &str) -> (Cluster, TestApp, Edition) {
    let (cluster, app) = large(&[&format!("ALTER DATABASE vmj SET plan_cache_mode = '{mode}'")]).await;
    let roots = ["dinum", "culture", "interieur", "justice"];
    for (number, root) in roots.into_iter().cycle().take(160).enumerate() {
        app.db_sub_organisation(&format!("direction-{number}"), root).await;
    }
    ACCOUNTS.iter().for_each(|sql| drop(cluster.sql("vmj", sql)));
    let (last, edition) = (app.db_edition(|_| {}).await, app.db_edition(|_| {}).await);
    let fill = [pairings(&last, 3000, 1_761_955_200_000), pairings(&edition, 10_000, 1_788_220_800_000)];
    for sql in fill.iter().flatten() {
        cluster.sql("vmj", sql);
    }
    (cluster, app, edition)
}

/// How the scans of a plan name the table, apart from the join that finds what took the place of a lost one.
const PAIRINGS: &str = " on pairings  (";

/// A list costs one statement, which looks at no more pairings than that, and goes to them by an index unless it may
/// look at all.
async fn assert_read(cluster: &Cluster, caller: &Caller, path: &str, most: u64) {
    let plans = plans(cluster, read(caller, path)).await;
    assert_eq!(plans.len(), 1, "{path}: {plans:#?}");
    let plan = &plans[0];
    assert!(most >= ALL || !plan.contains("Seq Scan on pairings"), "{path}: {plan}");
    let looked_at = looked_at(plan, PAIRINGS);
    assert!(plan.contains("on pairings") && looked_at <= most, "{path}: {looked_at}: {plan}");
}

/// All pairings of both editions.
const ALL: u64 = 13_010;
/// One page of a subtree that is a third of the edition, in the order of an index.
const SUBTREE: u64 = 400;

const ORDERS: [&str; 6] = ["date", "-date", "created_at", "-created_at", "updated_at", "-updated_at"];

/// Filters of the list, and how many pairings a page of twenty may look at: for DINUM, and for others or when PostgreSQL
/// plans without regard to the values. Departments and jobs have no index of their own: the page is looked for in the
/// order of the list, and who is rare is far apart.
const FILTERS: [(&str, u64, u64); 11] = [
    ("state=proposed", 21, SUBTREE),
    ("state=declined", 21, SUBTREE),
    ("state=no_show", 21, SUBTREE),
    ("date=2026-11-23", 21, 6000),
    ("department_code=35", 3000, ALL),
    ("region_code=53", 800, 4000),
    ("job_profile_code=tester", 2000, ALL),
    ("job_family_code=data", 400, 1500),
    ("needs_action=true", 400, 6000),
    ("organisation_id=", 200, SUBTREE),
    ("state=proposed&department_code=35&date=2026-11-19", 200, ALL),
];

/// A list, and who reads it.
struct Readers {
    cluster: Cluster,
    app: TestApp,
    list: String,
    /// Reads all of it.
    dinum: Caller,
    /// Read those of a subtree, and narrow the list to an organisation of it.
    of_subtrees: Vec<(Caller, OrganisationId)>,
    /// Read one.
    own: [Caller; 2],
    duo: Duo,
    /// Whether PostgreSQL plans without regard to the values.
    generic: bool,
}

impl Readers {
    async fn new(mode: &str) -> Self {
        let (cluster, app, edition) = crowded(mode).await;
        let duo = app.db_duo(&edition, "dinum", |_| {}).await;
        let both = app.db_person(&[Role::Agent, Role::MinistryAdmin], Some("dinum")).await;
        let ambassador = app.db_host(&edition, both.id, |_| {}).await;
        app.db_pairing_with(&edition, &ambassador, |_| {}).await;
        let (dinum, interieur) = (app.db_organisation("dinum").await, app.db_organisation("interieur").await);
        let of_subtrees = vec![
            (app.ministry_admin("dinum").await.caller, dinum),
            (app.ministry_admin("interieur").await.caller, interieur),
            (both.caller, dinum),
        ];
        let own = [app.student_of(&duo).await, app.agent_of(&duo).await];
        cluster.sql("vmj", "ANALYZE");
        let list = format!("/v1/editions/{}/pairings?limit=20", edition.id);
        Self {
            cluster,
            dinum: app.dinum_admin().await.caller,
            list,
            of_subtrees,
            own,
            duo,
            app,
            generic: mode != "force_custom_plan",
        }
    }

    async fn assert_order(&self, sort: &str) {
        let first = format!("{}&sort={sort}", self.list);
        for path in three_pages(&self.dinum, &first).await {
            // Backwards there may be so few before the page that it is as well to sort them.
            let most = if path.contains("cursor") { 100 } else { 21 };
            assert_read(&self.cluster, &self.dinum, &path, most).await;
        }
        for (caller, _) in &self.of_subtrees {
            for path in three_pages(caller, &first).await {
                assert_read(&self.cluster, caller, &path, SUBTREE).await;
            }
        }
        for caller in &self.own {
            assert_read(&self.cluster, caller, &first, 2).await;
        }
    }

    async fn assert_filter(&self, (filter, of_dinum, most): (&str, u64, u64)) {
        let named = |organisation: OrganisationId| {
            let id =
                if filter.ends_with("organisation_id=") { organisation.to_string() } else { String::new() };
            format!("{}&{filter}{id}", self.list)
        };
        for (caller, organisation) in &self.of_subtrees {
            assert_read(&self.cluster, caller, &named(*organisation), most).await;
        }
        let path = named(self.of_subtrees[0].1);
        let of_dinum = if self.generic { most } else { of_dinum };
        assert_read(&self.cluster, &self.dinum, &path, of_dinum).await;
        for caller in &self.own {
            assert_read(&self.cluster, caller, &path, 2).await;
        }
    }
}

#[rstest]
#[actix_web::test]
async fn lists_cost_one_query_on_an_index(#[values("force_custom_plan", "force_generic_plan")] mode: &str) {
    let readers = Readers::new(mode).await;
    for sort in ORDERS {
        readers.assert_order(sort).await;
    }
    for filter in FILTERS {
        readers.assert_filter(filter).await;
    }
    let of_the_two = [
        format!("{}&student_id={}", readers.list, readers.duo.student.id),
        format!("{}&ambassador_id={}", readers.list, readers.duo.ambassador.id),
    ];
    for path in &of_the_two {
        assert_read(&readers.cluster, &readers.dinum, path, 2).await;
    }
    let counting = format!("{}&state=proposed&count=true", readers.list);
    let counted = plans(&readers.cluster, read(&readers.dinum, &counting)).await;
    assert_eq!(counted.len(), 2, "{counted:#?}");
}

/// What one pairing costs to read, whoever reads it, and its history.
#[actix_web::test]
async fn one_pairing_costs_one_query() {
    let readers = Readers::new("force_custom_plan").await;
    let Readers { cluster, dinum, of_subtrees, own, duo, .. } = &readers;
    // The first reads also what the server then holds in memory.
    read(dinum, &duo.path()).await;
    for caller in [dinum, &of_subtrees[0].0, &own[0], &own[1]] {
        let one = plans(cluster, read(caller, &duo.path())).await;
        assert_eq!(one.len(), 1, "{one:#?}");
        assert!(!one[0].contains("Seq Scan on pairings"), "{}", one[0]);
        assert!(looked_at(&one[0], PAIRINGS) <= 2, "{}", one[0]);
        let history = plans(cluster, read(caller, &format!("{}?limit=20", duo.at("events")))).await;
        assert_eq!(history.len(), 2, "{history:#?}");
        assert!(!history[1].contains("Seq Scan"), "{}", history[1]);
    }
    let lost = format!("UPDATE pairings SET state = 'expired' WHERE id = {}", readers.app.db_uuid(duo.id));
    readers.app.db_run(&lost).await;
    let candidates = plans(cluster, read(dinum, &duo.at("replacement-candidates"))).await;
    assert!(candidates.len() <= 8, "{candidates:#?}");
}

/// Duos that were confirmed each at an instant of its own are asked together.
#[actix_web::test]
async fn postponing_costs_the_same_for_2_and_for_60() {
    let (cluster, app) = large(&[]).await;
    let dinum = app.dinum_admin().await.caller;
    let mut costs = Vec::new();
    for duos in [2, 2, 60] {
        let edition = app.db_edition(|_| {}).await;
        for _ in 0..duos {
            app.clock.advance(TimeDelta::seconds(1));
            app.db_duo(&edition, "dinum", |duo| duo.state = stage("confirmed", duo.created_at)).await;
        }
        let path = format!("/v1/editions/{}/postponement", edition.id);
        let body = json!({ "day": "2026-12-03", "window": { "first": "2026-11-30", "last": "2026-12-11" },
            "reason": "Mouvement social" });
        let statements = plans(&cluster, async {
            dinum.post(&path, &body).await.expect(200);
        });
        costs.push(statements.await.len());
        let list = dinum.get(&format!("/v1/editions/{}/pairings?limit=1", edition.id)).await.expect(200);
        let duo = &list.json["items"][0];
        assert_eq!(
            (&duo["state"], &duo["pending_date"]["date"]),
            (&json!("confirmed"), &json!("2026-12-03"))
        );
    }
    assert!(costs[1] == costs[2] && costs[1] < 20, "{costs:?}");
}
