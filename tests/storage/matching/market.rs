//! Who is on the market, and which pairs may not be made: a table for each rule.

use rstest::rstest;
use vmj_domain::access::Role;
use vmj_domain::ambassador::AmbassadorState;
use vmj_domain::edition::Edition;
use vmj_domain::id::{AmbassadorId, StudentId};
use vmj_domain::matching::ConstraintKind;
use vmj_domain::pairing::PairingState;
use vmj_domain::text::Reason;
use vmj_tests::duos::{Duo, stage};
use vmj_tests::students::states;
use vmj_tests::{Engine, TestApp};

/// Where two stand on a market: whether the student is on it; how many seats the ambassador has; whether the pair is
/// excluded, and locked.
type Standing = (bool, u32, bool, bool);

/// Where these two stand on the market of an edition.
pub async fn standing(
    app: &TestApp,
    edition: &Edition,
    (student, ambassador): (StudentId, AmbassadorId),
) -> Standing {
    let market = app.db_market(edition).await;
    let is_in = market.candidates.iter().any(|candidate| candidate.student == student);
    let host = market.hosts.iter().find(|host| host.ambassador == ambassador);
    let pair = (student, ambassador);
    (
        is_in,
        host.map_or(0, |host| host.seats_left),
        market.exclusions.contains(&pair),
        market.locks.contains(&pair),
    )
}

async fn two(app: &TestApp, edition: &Edition) -> (StudentId, AmbassadorId) {
    let student = app.db_candidate(edition, |_| {}).await;
    (student.id, app.db_host_of(edition, "dinum", |_| {}).await.id)
}

/// Each ambassador has three seats.
const BY_STAGE: [(&str, Standing); 13] = [
    ("proposed", (false, 2, false, false)),
    ("half_accepted", (false, 2, false, false)),
    ("confirmed", (false, 2, false, false)),
    ("asked_by_student", (false, 2, false, false)),
    ("asked_by_ambassador", (false, 2, false, false)),
    ("postponed", (false, 2, false, false)),
    ("held", (false, 2, false, false)),
    ("declined", (true, 3, true, false)),
    ("expired", (true, 3, true, false)),
    ("cancelled", (true, 3, true, false)),
    ("no_show", (true, 3, true, false)),
    ("contested", (true, 3, true, false)),
    ("settled", (true, 3, true, false)),
];

#[rstest]
#[actix_web::test]
async fn a_live_pairing_takes_student_and_seat_and_a_lost_one_is_not_made_again(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let free = two(&app, &edition).await;
    assert_eq!(standing(&app, &edition, free).await, (true, 3, false, false));
    for (name, expected) in BY_STAGE {
        let make = |duo: &mut vmj_domain::pairing::Pairing| duo.state = stage(name, duo.created_at);
        let Duo { student, ambassador, .. } = app.db_duo(&edition, "dinum", make).await;
        let found = standing(&app, &edition, (student.id, ambassador.id)).await;
        assert_eq!(found, expected, "{name}");
    }
    let elsewhere = app.db_edition(|_| {}).await;
    assert_eq!(app.db_market(&elsewhere).await, vmj_domain::matching::Market::default());
}

#[rstest]
#[actix_web::test]
async fn only_eligible_students_and_approved_ambassadors_with_a_seat_are_on_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let reason = Reason::parse("Mutation").expect("a reason");
    for state in states() {
        let student = app.db_candidate(&edition, |student| student.state = state.clone()).await;
        let market = app.db_market(&edition).await;
        let is_in = market.candidates.iter().any(|candidate| candidate.student == student.id);
        assert_eq!(is_in, state.slug() == "eligible", "{state:?}");
    }
    let states = [
        AmbassadorState::Draft,
        AmbassadorState::Submitted,
        AmbassadorState::Approved,
        AmbassadorState::Rejected { reason: reason.clone() },
        AmbassadorState::Withdrawn { reason },
    ];
    for state in states {
        let host = app.db_host_of(&edition, "dinum", |host| host.state = state.clone()).await;
        let market = app.db_market(&edition).await;
        let is_in = market.hosts.iter().any(|it| it.ambassador == host.id);
        assert_eq!(is_in, state == AmbassadorState::Approved, "{state:?}");
    }
    for (capacity, live, left) in [(1, 0, 1), (1, 1, 0), (2, 1, 1), (2, 2, 0)] {
        let host = app.db_host_of(&edition, "dinum", |host| host.form.capacity = Some(capacity)).await;
        for seat in 1..=live {
            app.db_pairing_with(&edition, &host, |duo| duo.seat = seat).await;
        }
        let lost = |duo: &mut vmj_domain::pairing::Pairing| duo.state = stage("declined", duo.created_at);
        let other = app.db_pairing_with(&edition, &host, lost).await;
        assert!(matches!(other.state, PairingState::Declined { .. }));
        let (_, seats, ..) = standing(&app, &edition, (other.student.id, host.id)).await;
        assert_eq!(seats, left, "{live} of {capacity}");
    }
}

#[rstest]
#[actix_web::test]
async fn dinum_and_identity_decide_about_pairs(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let author = app.db_account("dinum@example.fr", &[Role::DinumAdmin], None).await;
    for (kind, excluded) in [(ConstraintKind::Exclusion, true), (ConstraintKind::Lock, false)] {
        let pair = two(&app, &edition).await;
        app.db_constraint(&edition, kind, pair, author).await.expect("decided");
        assert_eq!(standing(&app, &edition, pair).await, (true, 3, excluded, !excluded), "{kind:?}");
        // Neither is told once one of the two has left.
        let gone = format!("UPDATE students SET state = 'withdrawn' WHERE id = {}", app.db_uuid(pair.0));
        app.db_run(&gone).await;
        assert_eq!(standing(&app, &edition, pair).await, (false, 3, false, false), "{kind:?}");
    }
    let student = app.db_candidate(&edition, |_| {}).await;
    // The database lets nobody be both: the store does not rely on it.
    app.db_run("DELETE FROM participations").await;
    let dinum = app.db_organisation("dinum").await;
    let of_dinum = format!(
        "UPDATE accounts SET organisation_id = {} WHERE id = {}",
        app.db_uuid(dinum),
        app.db_uuid(student.person.id)
    );
    app.db_run(&of_dinum).await;
    let host = app.db_host(&edition, student.person.id, |_| {}).await;
    assert_eq!(standing(&app, &edition, (student.id, host.id)).await, (true, 3, true, false));
}
