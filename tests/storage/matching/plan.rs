//! A plan is read back as it was stored.

use rstest::rstest;
use vmj_domain::access::Role;
use vmj_domain::edition::Edition;
use vmj_domain::id::{AmbassadorId, MatchingRunId, StudentId};
use vmj_domain::matching::{Place, Proposed, Unmatched, UnmatchedReason, Vacant};
use vmj_domain::place::Format;
use vmj_domain::student::{Decider, StudentState};
use vmj_domain::text::Slug;
use vmj_persistence::{ReadTx, StoreError, WriteTx};
use vmj_tests::matching::{proposed, unmatched, vacant};
use vmj_tests::{Engine, TestApp};

/// A run with a plan: 8 students have a place, 3 have none, and two of four ambassadors have a free seat. The first two
/// ambassadors are of culture and its direction, the others of dinum.
pub struct Planned {
    pub app: TestApp,
    pub edition: Edition,
    pub run: MatchingRunId,
    pub hosts: Vec<AmbassadorId>,
    pub proposed: Vec<Proposed>,
    pub unmatched: Vec<Unmatched>,
    pub vacant: Vec<Vacant>,
}

impl Planned {
    pub async fn new(engine: Engine) -> Self {
        let app = TestApp::start(engine).await;
        let edition = app.db_edition(|_| {}).await;
        app.db_sub_organisation("direction-essai", "culture").await;
        let mut hosts = Vec::new();
        for (organisation, commune) in
            [("culture", "35238"), ("direction-essai", "29019"), ("dinum", "35238"), ("dinum", "35238")]
        {
            let place = |host: &mut vmj_domain::ambassador::Ambassador| {
                host.form.site.commune_code = Some(commune.to_owned());
                host.form.job_profiles =
                    ["data-engineer", "tester"].map(|code| Slug::parse(code).expect("a code")).to_vec();
            };
            hosts.push(app.db_host_of(&edition, organisation, place).await.id);
        }
        let eligible = StudentState::Eligible { decider: Decider::Rule };
        let mut students = app.db_students(&edition, 11, |_, student| student.state = eligible.clone()).await;
        students.sort();
        let (placed, left) = students.split_at(8);
        let reasons = UnmatchedReason::ALL.iter();
        let run = {
            let author = app.db_account("dinum@example.fr", &[Role::DinumAdmin], None).await;
            app.db_matching_run(&edition, author, |_| {}).await.id
        };
        let planned = Self {
            proposed: placed.iter().enumerate().map(|(at, student)| pair(at, *student, &hosts)).collect(),
            unmatched: left
                .iter()
                .zip(reasons)
                .map(|(student, reason)| unmatched(*student, *reason))
                .collect(),
            vacant: sorted(vec![vacant(hosts[0], 2), vacant(hosts[3], 1)]),
            app,
            edition,
            run,
            hosts,
        };
        planned.store().await.expect("stored");
        planned
    }

    pub async fn store(&self) -> Result<(), StoreError> {
        let Self { run, proposed, unmatched, vacant, .. } = self;
        let store = async |tx: &WriteTx| {
            tx.matching().store_plan(*run, proposed, unmatched, vacant, "{\"a\":1}", "{\"b\":2}").await
        };
        self.app.store.write(store).await
    }

    pub async fn read<T>(&self, work: impl AsyncFnOnce(&ReadTx) -> Result<T, StoreError>) -> T {
        self.app.store.read(work).await.expect("read")
    }
}

fn sorted(mut vacant: Vec<Vacant>) -> Vec<Vacant> {
    vacant.sort_by_key(|vacant| vacant.ambassador);
    vacant
}

/// Two to each ambassador. The last is locked outside everything, the first made by hand.
fn pair(at: usize, student: StudentId, hosts: &[AmbassadorId]) -> Proposed {
    let plain = proposed(student, hosts[at / 2]);
    match at {
        0 => Proposed { by_hand: true, place: Some(Place::Remote), format: Format::Remote, ..plain },
        1 => Proposed { wish_rank: Some(3), other_organisation: true, ..plain },
        7 => Proposed {
            wish_rank: None,
            place: None,
            locked: true,
            job_profile: Slug::parse("tester").expect("a code"),
            ..plain
        },
        _ => plain,
    }
}

#[rstest]
#[actix_web::test]
async fn a_plan_is_read_back_whole(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let planned = Planned::new(engine).await;
    let run = planned.run;
    let read = async |tx: &ReadTx| {
        let matching = tx.matching();
        let parts = (
            matching.plan_of(run).await?,
            matching.unmatched_of(run).await?,
            matching.vacancies_of(run).await?,
        );
        let documents = (matching.inputs(run).await?, matching.map(run).await?);
        Ok((parts, documents, matching.all_pairs(run).await?))
    };
    let ((proposed, unmatched, vacant), documents, pairs) = planned.read(read).await;
    assert_eq!(
        (proposed, unmatched, vacant),
        (planned.proposed.clone(), planned.unmatched.clone(), planned.vacant.clone())
    );
    assert_eq!(documents, (Some("{\"a\":1}".to_owned()), Some("{\"b\":2}".to_owned())));
    let expected: Vec<_> = planned.proposed.iter().map(|it| (it.student, it.ambassador)).collect();
    assert_eq!(pairs, expected);
    let twice = planned.store().await;
    assert!(matches!(twice, Err(StoreError::Duplicate(_))), "{twice:?}");
}

#[rstest]
#[actix_web::test]
async fn a_plan_changed_by_hand_takes_its_place(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let planned = Planned::new(engine).await;
    let run = planned.run;
    let mut proposed = planned.proposed.clone();
    let gone = proposed.remove(0);
    proposed[0].by_hand = true;
    let left = vec![unmatched(gone.student, UnmatchedReason::SeatsTaken)];
    let free = vec![vacant(gone.ambassador, 3)];
    let replace = async |tx: &WriteTx| tx.matching().replace_proposals(run, &proposed, &left, &free).await;
    planned.app.store.write::<_, StoreError>(replace).await.expect("replaced");
    let read = async |tx: &ReadTx| {
        let matching = tx.matching();
        let parts = (
            matching.plan_of(run).await?,
            matching.unmatched_of(run).await?,
            matching.vacancies_of(run).await?,
        );
        Ok((parts, matching.inputs(run).await?))
    };
    let (parts, inputs) = planned.read(read).await;
    assert_eq!(parts, (proposed, left, free));
    assert_eq!(inputs.as_deref(), Some("{\"a\":1}"), "its inputs stay");
}

#[rstest]
#[actix_web::test]
async fn the_parts_of_a_run_go_with_it_and_with_their_people(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let planned = Planned::new(engine).await;
    let app = &planned.app;
    let gone = planned.proposed[0].student;
    let erase = ["student_wishes", "students"].map(|table| {
        let column = if table == "students" { "id" } else { "student_id" };
        format!("DELETE FROM {table} WHERE {column} = {}", app.db_uuid(gone))
    });
    for sql in erase {
        app.db_run(&sql).await;
    }
    let left = planned.read(async |tx: &ReadTx| tx.matching().plan_of(planned.run).await).await;
    assert_eq!(left, planned.proposed[1..]);
    app.db_run(&format!("DELETE FROM matching_runs WHERE id = {}", app.db_uuid(planned.run))).await;
    for part in ["proposals", "unmatched", "vacancies", "run_inputs"] {
        assert_eq!(app.db_dump(&format!("matching_{part}")).await, "", "{part}");
    }
}
