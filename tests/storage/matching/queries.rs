//! How many statements reading costs, and that each goes by an index where there is much to look through.

use rstest::rstest;
use vmj_domain::edition::Edition;
use vmj_domain::id::{EditionId, MatchingRunId, OrganisationId};
use vmj_domain::matching::UnmatchedReason;
use vmj_domain::student::{Decider, StudentState};
use vmj_persistence::{
    Direction, Keyset, ProposalFilter, ReadTx, StoreError, UnmatchedFilter, VacancyFilter, WriteTx,
};
use vmj_tests::TestApp;
use vmj_tests::pairings::due_proposals;
use vmj_tests::postgres::Cluster;

use crate::support::{large, plans};

async fn filled(app: &TestApp, students: usize) -> Edition {
    let edition = app.db_edition(|_| {}).await;
    let organisation = app.db_organisation("culture").await;
    let eligible = StudentState::Eligible { decider: Decider::Rule };
    app.db_students(&edition, students, |_, student| {
        student.state = eligible.clone();
        student.form.organisations = vec![organisation];
    })
    .await;
    for _ in 0..students / 10 {
        app.db_host_of(&edition, "dinum", |_| {}).await;
    }
    edition
}

#[actix_web::test]
async fn a_market_costs_the_same_however_many_are_on_it() {
    let (cluster, app) = large(&[]).await;
    for students in [10, 300] {
        let edition = filled(&app, students).await;
        let statements = plans(&cluster, async {
            let market = app.db_market(&edition).await;
            assert_eq!((market.candidates.len(), market.hosts.len()), (students, students / 10));
        });
        assert_eq!(statements.await.len(), 5, "{students}");
    }
}

/// 2000 runs of the edition of [`due_proposals`]: one is to be computed, one has a plan, the others are discarded. Ten of
/// them keep 2000 pairs each, 500 students without a place and as many vacancies; and 2400 constraints.
const RUNS: [&str; 5] = [
    "INSERT INTO matching_runs (id, edition_id, author_id, scope, seed, rank_penalty, place_band, rank_objective, state,
         state_changed_at, progress, students, ambassadors, seats, placed_0, placed_1, rank_penalty_sum, place_band_sum,
         preference, by_wish_rank, digest, certified, solve_ms, total_ms, version, created_at, updated_at)
     SELECT md5('run' || n)::uuid, md5('edition')::uuid, md5('student1')::uuid, 'edition', 1, '0 1', '0 1 2 3', 'penalty',
         CASE n WHEN 1 THEN 'computing' WHEN 2 THEN 'computed' ELSE 'discarded' END, now(), CASE WHEN n = 1 THEN 0 END,
         1, 1, 1, 1, 1, 1, 1, 1, '1', 'd', true, 1, 1, 1, now(), now()
     FROM generate_series(1, 2000) AS n",
    "INSERT INTO matching_proposals (run_id, student_id, ambassador_id, job_profile_code, format, wish_rank, place,
         other_organisation, locked, by_hand, explanation)
     SELECT md5('run' || run)::uuid, md5('student' || n)::uuid, md5('ambassador' || n)::uuid, 'data-engineer', 'on_site', 1,
         'same_department', false, n % 100 = 0, false, '{}'
     FROM generate_series(1, 10) AS run, generate_series(1, 2500) AS n WHERE n % 5 <> run % 5",
    "INSERT INTO matching_unmatched (run_id, student_id, reason, explanation)
     SELECT md5('run' || run)::uuid, md5('student' || n)::uuid, 'no_job', '{}'
     FROM generate_series(1, 10) AS run, generate_series(1, 2500) AS n WHERE n % 5 = run % 5",
    "INSERT INTO matching_vacancies (run_id, ambassador_id, free, explanation)
     SELECT md5('run' || run)::uuid, md5('ambassador' || n)::uuid, 1, '{}'
     FROM generate_series(1, 10) AS run, generate_series(1, 2500) AS n WHERE n % 5 = run % 5",
    "INSERT INTO matching_constraints (id, edition_id, kind, student_id, ambassador_id, reason, author_id, created_at)
     SELECT md5('constraint' || n)::uuid, md5('edition')::uuid, 'exclusion', md5('student' || n)::uuid,
         md5('ambassador' || (n + 1))::uuid, 'x', md5('student1')::uuid, now()
     FROM generate_series(1, 2400) AS n",
];

/// What [`RUNS`] are in. `mode` is how PostgreSQL plans prepared statements.
struct Crowd {
    cluster: Cluster,
    app: TestApp,
    edition: EditionId,
    runs: (MatchingRunId, MatchingRunId),
    dinum: OrganisationId,
}

impl Crowd {
    async fn new(mode: &str) -> Self {
        let people = due_proposals(2500);
        let mode = format!("ALTER DATABASE vmj SET plan_cache_mode = '{mode}'");
        let people = people[..5].iter().map(String::as_str);
        let fill: Vec<_> = people.chain(RUNS).chain([mode.as_str()]).collect();
        let (cluster, app) = large(&fill).await;
        let id = |words: &str| cluster.sql("vmj", &format!("SELECT md5('{words}')::uuid"));
        let runs = (id("run2").parse().expect("an id"), id("run3").parse().expect("an id"));
        let edition = id("edition").parse().expect("an id");
        let dinum = app.db_organisation("dinum").await;
        Self { cluster, app, edition, runs, dinum }
    }

    /// Asserts that it costs one statement, which reads no table of matching from end to end.
    async fn assert_read<T>(&self, name: &str, work: impl AsyncFnOnce(&ReadTx) -> Result<T, StoreError>) {
        let plans = plans(&self.cluster, async {
            self.app.store.read(work).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        });
        let plans = plans.await;
        assert_eq!(plans.len(), 1, "{name}: {plans:#?}");
        assert!(!plans[0].contains("Seq Scan on matching_"), "{name}: {}", plans[0]);
    }
}

const fn page<K>() -> Keyset<K> {
    Keyset { position: None, direction: Direction::Forward, limit: 20 }
}

#[rstest]
#[actix_web::test]
async fn the_lists_of_a_plan_go_by_their_indexes(
    #[values("force_custom_plan", "force_generic_plan")] mode: &str,
) {
    let crowd = Crowd::new(mode).await;
    let (run, other) = crowd.runs;
    let dinum = Some(crowd.dinum);
    let filters = [
        (None, ProposalFilter::default()),
        (dinum, ProposalFilter::default()),
        (None, ProposalFilter { organisation: dinum, locked: Some(true), ..ProposalFilter::default() }),
        (None, ProposalFilter { by_hand: Some(true), ..ProposalFilter::default() }),
    ];
    for (within, filter) in filters {
        let name = format!("{within:?} {filter:?}");
        let list = async |tx: &ReadTx| tx.matching().proposals(run, within, &filter, &page()).await;
        crowd.assert_read(&name, list).await;
        let count = async |tx: &ReadTx| tx.matching().count_proposals(run, within, &filter).await;
        crowd.assert_read(&name, count).await;
    }
    let reason = UnmatchedFilter { reason: Some(UnmatchedReason::SeatsTaken), student: None };
    crowd.assert_read("unmatched", async |tx| tx.matching().unmatched(run, reason, &page()).await).await;
    let none = VacancyFilter::default();
    crowd
        .assert_read("vacancies", async |tx| tx.matching().vacancies(run, dinum, &none, &page()).await)
        .await;
    crowd.assert_read("plan", async |tx| tx.matching().plan_of(run).await).await;
    crowd.assert_read("pairs", async |tx| tx.matching().all_pairs(run).await).await;
    crowd.assert_read("organisations", async |tx| tx.matching().by_organisation(run, None).await).await;
    crowd.assert_read("jobs", async |tx| tx.matching().by_job_profile(run, dinum).await).await;
    crowd.assert_read("departments", async |tx| tx.matching().by_department(run, None).await).await;
    crowd.assert_read("comparison", async |tx| tx.matching().comparison(run, other, &page()).await).await;
    crowd.assert_read("differences", async |tx| tx.matching().differences(run, other).await).await;
}

#[rstest]
#[actix_web::test]
async fn runs_and_constraints_go_by_their_indexes(
    #[values("force_custom_plan", "force_generic_plan")] mode: &str,
) {
    let crowd = Crowd::new(mode).await;
    let (run, edition) = (crowd.runs.0, crowd.edition);
    crowd.assert_read("run", async |tx| tx.matching().find(run).await).await;
    crowd.assert_read("runs", async |tx| tx.matching().list(edition, None, &page()).await).await;
    crowd
        .assert_read("computed", async |tx| tx.matching().list(edition, Some("computed"), &page()).await)
        .await;
    crowd.assert_read("latest", async |tx| tx.matching().latest_computed(edition).await).await;
    crowd.assert_read("abandoned", async |tx| tx.matching().has_abandoned().await).await;
    crowd.assert_read("constraints", async |tx| tx.matching().constraints(edition, &page()).await).await;
    let lease = async |tx: &WriteTx| tx.matching().take_abandoned(chrono::TimeDelta::seconds(60), 5).await;
    let plans = plans(&crowd.cluster, async {
        assert_eq!(crowd.app.store.write::<_, StoreError>(lease).await.expect("leased").len(), 1);
    });
    let plans = plans.await;
    assert_eq!(plans.len(), 2, "{plans:#?}");
    plans.iter().for_each(|plan| assert!(!plan.contains("Seq Scan on matching_"), "{plan}"));
}
