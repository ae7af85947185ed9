//! Lists of 20 000 ambassadors: one statement a page, on an index that leads to it.

use rstest::rstest;
use serde_json::json;
use vmj_domain::access::Role;
use vmj_domain::edition::Edition;
use vmj_domain::id::{AmbassadorId, OrganisationId};
use vmj_tests::postgres::Cluster;
use vmj_tests::{Caller, TestApp};

use super::support::{large, plans, read};

/// Agents: one in fifty of `dinum`, the others of all organisations in turn.
const ACCOUNTS: &str = "
    INSERT INTO accounts (id, email, email_normalised, given_name, family_name, sort_name, locale, version,
        created_at, updated_at, organisation_id)
    SELECT md5(n::text)::uuid, n || '@example.fr', n || '@example.fr', 'Camille', 'Exemple ' || n,
        'exemple ' || n || ' camille', 'fr', 1, now(), now(),
        CASE WHEN n % 50 = 0 THEN (SELECT id FROM organisations WHERE code = 'dinum')
            ELSE (SELECT (array_agg(id ORDER BY code))[n % count(*) + 1] FROM organisations) END
    FROM generate_series(1, 20000) AS n";

/// Ambassadors of as many of them. Seven in ten are approved, one in a hundred is rejected or withdrawn.
fn ambassadors(edition: &Edition, count: usize, first_id: i64) -> [String; 3] {
    let edition = edition.id;
    [
        format!(
            "INSERT INTO participations (edition_id, account_id, kind)
             SELECT '{edition}', md5(n::text)::uuid, 'ambassador' FROM generate_series(1, {count}) AS n"
        ),
        format!(
            "INSERT INTO ambassadors (id, edition_id, account_id, organisation_id, sort_name, state, state_changed_at,
                 state_reason, technologies, formats, capacity, languages, alternative_dates, commune_code,
                 department_code, version, created_at, updated_at)
             SELECT (lpad(to_hex({first_id} + n), 12, '0') || '70008000000000000000')::uuid, '{edition}', accounts.id,
                 accounts.organisation_id, accounts.sort_name, state, now(),
                 CASE WHEN state IN ('rejected', 'withdrawn') THEN 'Mutation' END, 'Rust',
                 (ARRAY['on_site', 'on_site remote', 'remote'])[n % 3 + 1], 1, 'fr', '', '35238',
                 lpad((n % 95 + 1)::text, 2, '0'), 1, to_timestamp(({first_id} + n) / 1000.0),
                 to_timestamp({first_id} / 1000 + n * 7919 % 20011)
             FROM generate_series(1, {count}) AS n
             JOIN accounts ON accounts.id = md5(n::text)::uuid,
             LATERAL (SELECT CASE WHEN dice < 70 THEN 'approved' WHEN dice < 95 THEN 'submitted'
                 WHEN dice < 98 THEN 'draft' WHEN dice = 98 THEN 'rejected' ELSE 'withdrawn' END AS state
                 FROM (SELECT abs(hashint4(n)) % 100 AS dice) AS thrown) AS living"
        ),
        format!(
            "INSERT INTO ambassador_job_profiles (ambassador_id, job_profile_code, rank)
             SELECT ambassadors.id, code, rank FROM ambassadors, LATERAL (
                 SELECT code, row_number() OVER () AS rank FROM (
                     SELECT code FROM job_profiles ORDER BY md5(code || ambassadors.id) LIMIT 2) AS two) AS profiles
             WHERE edition_id = '{edition}'"
        ),
    ]
}

/// 20 000 ambassadors of an edition, and 5 000 of the one before. `mode` is how PostgreSQL plans prepared statements.
async fn crowded(mode: &str) -> (Cluster, TestApp, Edition) {
    let (cluster, app) = large(&[&format!("ALTER DATABASE vmj SET plan_cache_mode = '{mode}'")]).await;
    let roots = ["dinum", "culture", "interieur", "justice"];
    for (number, root) in roots.into_iter().cycle().take(160).enumerate() {
        app.db_sub_organisation(&format!("direction-{number}"), root).await;
    }
    cluster.sql("vmj", ACCOUNTS);
    let (last, edition) = (app.db_edition(|_| {}).await, app.db_edition(|_| {}).await);
    let fill =
        [ambassadors(&last, 5000, 1_761_955_200_000), ambassadors(&edition, 20_000, 1_788_220_800_000)];
    for sql in fill.iter().flatten() {
        cluster.sql("vmj", sql);
    }
    (cluster, app, edition)
}

/// How many rows of a table a plan looked at: `mark` is how its scans name it.
pub fn looked_at(plan: &str, mark: &str) -> u64 {
    let number =
        |text: &str| text.chars().take_while(char::is_ascii_digit).collect::<String>().parse::<u64>();
    let after = |line: &str, mark: &str| line.split(mark).nth(1).and_then(|rest| number(rest).ok());
    let (mut sum, mut scanning) = (0, false);
    for line in plan.lines() {
        if line.contains("->") {
            scanning = line.contains(mark);
        }
        if scanning && line.contains("actual rows=") {
            sum += after(line, "actual rows=").unwrap_or(0) * after(line, "loops=").unwrap_or(1);
        }
        if scanning {
            sum += after(line, "Rows Removed by Filter: ").unwrap_or(0);
        }
    }
    sum
}

/// A list costs one statement, which goes to the ambassadors by one of these indexes, and looks at no more of them.
async fn assert_read(cluster: &Cluster, caller: &Caller, path: &str, indexes: &[&str], most: u64) {
    let plans = plans(cluster, read(caller, path)).await;
    assert_eq!(plans.len(), 1, "{path}: {plans:#?}");
    let plan = &plans[0];
    assert!(!plan.contains("Seq Scan on ambassadors "), "{path}: {plan}");
    let named = indexes.iter().any(|index| plan.contains(&format!("ix_ambassadors_{index}")));
    assert!(named, "{path} by one of {indexes:?}: {plan}");
    let looked_at = looked_at(plan, " on ambassadors ");
    assert!(plan.contains(" on ambassadors ") && looked_at <= most, "{path}: {looked_at}: {plan}");
}

/// A first page, the next one, and that before the page after it.
pub async fn three_pages(caller: &Caller, first: &str) -> [String; 3] {
    let cursor = async |path: &str, side: &str| {
        let page = caller.get(path).await.expect(200);
        page.json["page"][side].as_str().unwrap_or_else(|| panic!("{path} has a {side}")).to_owned()
    };
    let next = format!("{first}&cursor={}", cursor(first, "next_cursor").await);
    let third = format!("{first}&cursor={}", cursor(&next, "next_cursor").await);
    let back = format!("{first}&cursor={}", cursor(&third, "prev_cursor").await);
    [first.to_owned(), next, back]
}

/// All of the largest subtree that somebody reads here, a little more than a quarter of the edition.
const SUBTREE: u64 = 6000;

const BY_NAME: &str = "edition_id_sort_name_id";
const BY_STATE: &str = "edition_id_state_sort_name_id";
const BY_DEPARTMENT: &str = "edition_id_department_code_sort_name_id";
const BY_ORGANISATION: &str = "organisation_id_edition_id";
const BY_ACCOUNT: &str = "account_id_edition_id";

const ORDERS: [(&str, &str); 6] = [
    ("name", BY_NAME),
    ("-name", BY_NAME),
    ("created_at", "edition_id_created_at_id"),
    ("-created_at", "edition_id_created_at_id"),
    ("updated_at", "edition_id_updated_at_id"),
    ("-updated_at", "edition_id_updated_at_id"),
];

const FILTERS: [(&str, &[&str]); 10] = [
    ("state=submitted", &[BY_STATE]),
    ("state=rejected", &[BY_STATE]),
    ("department_code=35", &[BY_DEPARTMENT]),
    ("region_code=53", &[BY_NAME, BY_DEPARTMENT]),
    ("job_profile_code=tester", &[BY_NAME, BY_ORGANISATION, "pkey"]),
    ("job_family_code=data", &[BY_NAME]),
    ("format=remote", &[BY_NAME]),
    ("q=exemple%20123", &[BY_NAME]),
    ("organisation_id=", &[BY_NAME, BY_ORGANISATION]),
    ("state=submitted&department_code=35&format=on_site", &[BY_STATE, BY_DEPARTMENT]),
];

/// A list, and who reads it.
struct Readers {
    cluster: Cluster,
    list: String,
    /// Reads all of it.
    dinum: Caller,
    /// Read those of a subtree, and narrow the list to an organisation of it.
    of_subtrees: Vec<(Caller, OrganisationId)>,
    /// Reads one.
    agent: Caller,
    /// Whether PostgreSQL plans without regard to the values: then it does not know how large a subtree is, and may
    /// fetch all of it and sort.
    generic: bool,
}

impl Readers {
    async fn new(mode: &str) -> Self {
        let (cluster, app, edition) = crowded(mode).await;
        let agent = app.agent("dinum").await;
        let both = app.db_person(&[Role::Agent, Role::MinistryAdmin], Some("dinum")).await;
        for person in [agent.id, both.id] {
            app.db_ambassador(&edition, person, |_| {}).await;
        }
        let (dinum, interieur) = (app.db_organisation("dinum").await, app.db_organisation("interieur").await);
        let of_subtrees = vec![
            (app.ministry_admin("dinum").await.caller, dinum),
            (app.hr_client("interieur").await, interieur),
            (both.caller, dinum),
        ];
        cluster.sql("vmj", "ANALYZE");
        Self {
            cluster,
            list: format!("/v1/editions/{}/ambassadors?limit=20", edition.id),
            dinum: app.dinum_admin().await.caller,
            of_subtrees,
            agent: agent.caller,
            generic: mode != "force_custom_plan",
        }
    }

    async fn assert_order(&self, sort: &str, index: &str) {
        let first = format!("{}&sort={sort}", self.list);
        for path in three_pages(&self.dinum, &first).await {
            // Backwards there may be so few before the page that it is as well to sort them.
            let most = if path.contains("cursor") { 100 } else { 21 };
            assert_read(&self.cluster, &self.dinum, &path, &[index], most).await;
        }
        let (indexes, most): (&[&str], _) =
            if self.generic { (&[index, BY_ORGANISATION], SUBTREE) } else { (&[index], 1000) };
        for (caller, _) in &self.of_subtrees {
            for path in three_pages(caller, &first).await {
                assert_read(&self.cluster, caller, &path, indexes, most).await;
            }
        }
        assert_read(&self.cluster, &self.agent, &first, &[BY_ACCOUNT], 1).await;
    }

    async fn assert_filter(&self, filter: &str, indexes: &[&str]) {
        let named = |organisation: OrganisationId| {
            let id =
                if filter.ends_with("organisation_id=") { organisation.to_string() } else { String::new() };
            format!("{}&{filter}{id}", self.list)
        };
        let of_subtree = if self.generic { [indexes, &[BY_ORGANISATION]].concat() } else { indexes.to_vec() };
        for (caller, organisation) in &self.of_subtrees {
            assert_read(&self.cluster, caller, &named(*organisation), &of_subtree, SUBTREE).await;
        }
        let path = named(self.of_subtrees[0].1);
        assert_read(&self.cluster, &self.dinum, &path, indexes, SUBTREE).await;
        assert_read(&self.cluster, &self.agent, &path, &[BY_ACCOUNT], 1).await;
    }
}

#[rstest]
#[actix_web::test]
async fn lists_cost_one_query_on_an_index(#[values("force_custom_plan", "force_generic_plan")] mode: &str) {
    let readers = Readers::new(mode).await;
    for (sort, index) in ORDERS {
        readers.assert_order(sort, index).await;
    }
    for (filter, indexes) in FILTERS {
        readers.assert_filter(filter, indexes).await;
    }
    let counting = format!("{}&state=submitted&count=true", readers.list);
    let counted = plans(&readers.cluster, read(&readers.dinum, &counting)).await;
    assert_eq!(counted.len(), 2, "{counted:#?}");
}

/// 200 decisions, audit log included, take as many statements as two.
#[actix_web::test]
async fn decisions_cost_the_same_however_many() {
    let (cluster, app) = large(&[]).await;
    let edition = app.db_edition(|_| {}).await;
    let admin = app.ministry_admin("dinum").await.caller;
    let mut counts = Vec::new();
    for count in [2, 20, 200] {
        let ids = app.db_ambassadors(&edition, "dinum", count, |_, _| {}).await;
        let decision = |(number, id): (usize, &AmbassadorId)| {
            let decision = if number % 2 == 0 { "approval" } else { "rejection" };
            json!({ "ambassador_id": id.to_string(), "decision": decision, "reason": format!("Motif {number}") })
        };
        let body = json!({ "decisions": ids.iter().enumerate().map(decision).collect::<Vec<_>>() });
        let path = format!("/v1/editions/{}/ambassador-decisions", edition.id);
        let plans = plans(&cluster, async {
            let answer = admin.post(&path, &body).await.expect(207);
            let items = answer.json["items"].as_array().expect("items");
            assert!(items.iter().all(|item| item["status"] == 200), "{}", answer.json);
        })
        .await;
        counts.push(plans.len());
    }
    assert_eq!(
        counts,
        [10, 10, 10],
        "three for the edition, then locks, ambassadors, two states, duos of who was rejected, events and their reasons"
    );
}
