//! Duos that are lost: cancelled by somebody, or because one of the two leaves.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::access::Scope;
use vmj_domain::clock::Clock as _;
use vmj_domain::edition::Edition;
use vmj_domain::pairing::{CancellationReason, Pairing};
use vmj_domain::student::{Criterion, StudentState};
use vmj_tests::duos::{Duo, stage};
use vmj_tests::{Answer, Caller, Engine, TestApp};

use super::making::request;
use super::{WHY, assert_shows, audited, broken, collection, editor, history, tick};

async fn start(engine: Engine) -> (TestApp, Edition) {
    let app = TestApp::start(engine).await;
    let edition = app.db_edition(|_| {}).await;
    (app, edition)
}

async fn duo(app: &TestApp, edition: &Edition, name: &str) -> Duo {
    let duo = app.db_duo(edition, "dinum", |duo| duo.state = stage(name, duo.created_at)).await;
    tick(app);
    duo
}

#[rstest]
#[actix_web::test]
async fn each_reason_by_each(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, edition) = start(engine).await;
    let (ministry, dinum) = (app.ministry_admin("dinum").await.caller, app.dinum_admin().await.caller);
    let duo = duo(&app, &edition, "confirmed").await;
    let callers = [
        ("student", app.student_of(&duo).await),
        ("ambassador", app.agent_of(&duo).await),
        ("ministry", ministry),
        ("dinum", dinum),
    ];
    for (by, caller) in &callers {
        for reason in CancellationReason::ALL {
            app.db_change_pairing(duo.id, |pairing| pairing.state = stage("confirmed", pairing.created_at))
                .await;
            tick(&app);
            let body = json!({ "reason_code": reason.slug(), "text": WHY });
            let answer = caller.post(&duo.at("cancellation"), &body).await;
            if !reason.is_given_by_people() {
                let refused = answer.expect_problem(422, "validation_failed");
                assert_eq!(broken(&refused), [("/reason_code", "not_grantable")]);
                continue;
            }
            let loss = json!({ "by": by, "reason_code": reason.slug(), "text": WHY });
            assert_shows(
                &answer.expect(200),
                &json!({ "state": "cancelled", "loss": loss, "convocation": null }),
            );
            let events = caller.get(&format!("{}?limit=200", duo.at("events"))).await.expect(200);
            let last = events.json["items"].as_array().and_then(|items| items.last()).expect("an event");
            let told = (&last["kind"], &last["by"], &last["reason_code"]);
            assert_eq!(told, (&json!("cancelled"), &json!(by), &json!(reason.slug())));
        }
    }
    let system = ["party_withdrew", "edition_postponed", "edition_cancelled"];
    let given = CancellationReason::ALL.iter().filter(|reason| !reason.is_given_by_people());
    assert!(given.map(|reason| reason.slug()).eq(system), "the others follow from something else");
    let told = audited(&app, duo.id).await;
    assert_eq!(told.len(), 16, "eight by each of two administrators");
    assert!(told.iter().all(|event| *event == ("pairing.cancelled".to_owned(), Some(WHY.to_owned()))));
}

#[rstest]
#[actix_web::test]
async fn what_a_cancellation_must_say(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, edition) = start(engine).await;
    let duo = duo(&app, &edition, "confirmed").await;
    let student = app.student_of(&duo).await;
    let text = "/text";
    for (body, expected) in [
        (json!({ "reason_code": "other" }), vec![(text, "missing")]),
        (json!({ "reason_code": "other", "text": "  " }), vec![(text, "blank")]),
        (json!({ "reason_code": "illness", "text": "x".repeat(501) }), vec![(text, "wrong_length")]),
        (json!({}), vec![("/reason_code", "missing")]),
        (json!({ "reason_code": "party_withdrew" }), vec![("/reason_code", "not_grantable")]),
    ] {
        let refused =
            student.post(&duo.at("cancellation"), &body).await.expect_problem(422, "validation_failed");
        assert_eq!(broken(&refused), expected, "{body}");
    }
    let refused = student.post(&duo.at("cancellation"), &json!({ "reason_code": "boredom" })).await;
    assert_eq!(refused.expect_problem(422, "validation_failed").pointers(), ["/reason_code"]);
    let cancelled =
        student.post(&duo.at("cancellation"), &json!({ "reason_code": "illness" })).await.expect(200);
    assert_eq!(
        cancelled.json["loss"],
        json!({ "by": "student", "reason_code": "illness" }),
        "words are not required"
    );
}

/// Somebody leaves: what they do, on what, and who is then the author.
#[derive(Clone, Copy, Debug)]
enum Leaving {
    AgentWithdraws,
    MinistryWithdraws,
    HrClientWithdraws,
    MinistryRejects,
    DinumRejects,
    MinistryRejectsInBulk,
    StudentWithdraws,
    DinumWithdrawsStudent,
    StudentTurnsIneligible,
    DinumTurnsStudentIneligible,
}

impl Leaving {
    const ALL: [Self; 10] = [
        Self::AgentWithdraws,
        Self::MinistryWithdraws,
        Self::HrClientWithdraws,
        Self::MinistryRejects,
        Self::DinumRejects,
        Self::MinistryRejectsInBulk,
        Self::StudentWithdraws,
        Self::DinumWithdrawsStudent,
        Self::StudentTurnsIneligible,
        Self::DinumTurnsStudentIneligible,
    ];

    const fn author(self) -> &'static str {
        match self {
            Self::AgentWithdraws => "ambassador",
            Self::MinistryWithdraws
            | Self::HrClientWithdraws
            | Self::MinistryRejects
            | Self::MinistryRejectsInBulk => "ministry",
            Self::DinumRejects | Self::DinumWithdrawsStudent | Self::DinumTurnsStudentIneligible => "dinum",
            Self::StudentWithdraws | Self::StudentTurnsIneligible => "student",
        }
    }

    async fn act(self, app: &TestApp, duo: &Duo) -> Answer {
        let ambassador = format!("/v1/ambassadors/{}", duo.ambassador.id);
        let student = format!("/v1/students/{}", duo.student.id);
        let because = json!({ "reason": "Mutation" });
        let (withdrawal, rejection) = (format!("{ambassador}/withdrawal"), format!("{ambassador}/rejection"));
        let leaves = format!("{student}/withdrawal");
        match self {
            Self::AgentWithdraws => app.agent_of(duo).await.post(&withdrawal, &because).await,
            Self::MinistryWithdraws => {
                app.ministry_admin("dinum").await.caller.post(&withdrawal, &because).await
            }
            Self::HrClientWithdraws => {
                app.hr_client_with("dinum", &[Scope::AmbassadorsWrite])
                    .await
                    .post(&withdrawal, &because)
                    .await
            }
            Self::MinistryRejects => {
                app.ministry_admin("dinum").await.caller.post(&rejection, &because).await
            }
            Self::DinumRejects => app.dinum_admin().await.caller.post(&rejection, &because).await,
            Self::MinistryRejectsInBulk => reject_in_bulk(app, &[duo]).await,
            Self::StudentWithdraws => app.student_of(duo).await.post(&leaves, &because).await,
            Self::DinumWithdrawsStudent => app.dinum_admin().await.caller.post(&leaves, &because).await,
            Self::StudentTurnsIneligible => {
                turn_ineligible(&app.student_of(duo).await, &student, json!({})).await
            }
            Self::DinumTurnsStudentIneligible => {
                turn_ineligible(&app.dinum_admin().await.caller, &student, because).await
            }
        }
    }
}

async fn reject_in_bulk(app: &TestApp, duos: &[&Duo]) -> Answer {
    let decision = |duo: &&Duo| json!({ "ambassador_id": duo.ambassador.id.to_string(), "decision": "rejection", "reason": "Locaux fermés" });
    let decisions: Vec<_> = duos.iter().map(decision).collect();
    let path = format!("/v1/editions/{}/ambassador-decisions", duos[0].student.edition.id);
    app.ministry_admin("dinum").await.caller.post(&path, &json!({ "decisions": decisions })).await
}

/// The edition of [`strict`] is not for holders of a professional bachelor's degree.
async fn turn_ineligible(caller: &Caller, student: &str, mut patch: Value) -> Answer {
    patch["study_level"] = json!("bac_plus_2");
    editor(caller, student).await.patch(student, &patch).await
}

/// An edition that students of the second year may not take part in.
async fn strict(engine: Engine) -> (TestApp, Edition) {
    let app = TestApp::start(engine).await;
    let edition = app
        .db_edition(|edition| {
            let levels = &mut edition.parameters.study_levels;
            levels.retain(|level| *level != vmj_domain::study::StudyLevel::BacPlus2);
        })
        .await;
    (app, edition)
}

#[rstest]
#[actix_web::test]
async fn whoever_leaves_frees_the_duo(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values("proposed", "confirmed", "asked_by_student")] name: &str,
) {
    let (app, edition) = strict(engine).await;
    let dinum = app.dinum_admin().await.caller;
    for leaving in Leaving::ALL {
        let what = format!("{leaving:?} from {name}");
        let duo = duo(&app, &edition, name).await;
        let answer = leaving.act(&app, &duo).await;
        assert!(matches!(answer.status.as_u16(), 200 | 207), "{what}: {}", answer.json);
        let lost = dinum.get(&duo.path()).await.expect(200);
        let loss = json!({ "by": leaving.author(), "reason_code": "party_withdrew" });
        let expected = json!({ "state": "cancelled", "loss": loss, "pending_date": null, "version": 2 });
        assert_shows(&lost, &expected);
        let told = history(&dinum, &duo.path()).await;
        assert_eq!(told, ["proposed dinum".to_owned(), format!("cancelled {}", leaving.author())], "{what}");
        // The one who stays may be paired anew, and so may the seat.
        if leaving.author() == "student" {
            let student = app.db_candidate(&edition, |_| {}).await;
            let body = request(&student, &duo.ambassador, json!({}));
            dinum.post(&collection(&edition), &body).await.expect(201);
        } else if !matches!(leaving, Leaving::DinumWithdrawsStudent | Leaving::DinumTurnsStudentIneligible) {
            let host = app.db_host_of(&edition, "dinum", |_| {}).await;
            dinum.post(&collection(&edition), &request(&duo.student, &host, json!({}))).await.expect(201);
        }
    }
    super::assert_sound(&app.db_broken_invariants().await);
}

#[rstest]
#[actix_web::test]
async fn what_was_is_not_undone(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, edition) = strict(engine).await;
    for name in ["held", "declined", "expired", "cancelled", "no_show"] {
        for leaving in [Leaving::AgentWithdraws, Leaving::MinistryRejectsInBulk, Leaving::StudentWithdraws] {
            let duo = duo(&app, &edition, name).await;
            let before = app.db_pairing_now(duo.id).await;
            let answer = leaving.act(&app, &duo).await;
            assert!(matches!(answer.status.as_u16(), 200 | 207), "{leaving:?}: {}", answer.json);
            let after = app.db_pairing_now(duo.id).await;
            assert_eq!(
                (after.state, after.version),
                (before.state, before.version),
                "{leaving:?} after {name}"
            );
        }
    }
}

/// All duos of all those who are rejected at once; those of the others stay.
#[rstest]
#[actix_web::test]
async fn bulk_rejections_free_all(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, edition) = start(engine).await;
    let (first, second) = (duo(&app, &edition, "confirmed").await, duo(&app, &edition, "proposed").await);
    let stays = duo(&app, &edition, "confirmed").await;
    let more = app
        .db_pairing_with(&edition, &first.ambassador, |duo| {
            (duo.seat, duo.state) = (2, stage("half_accepted", duo.created_at));
        })
        .await;
    let outbox = app.db_outbox().await.len();
    reject_in_bulk(&app, &[&first, &second]).await.expect(207);
    for id in [first.id, second.id, more.id] {
        assert_eq!(app.db_pairing_now(id).await.state.slug(), "cancelled");
    }
    assert_eq!(app.db_pairing_now(stays.id).await.state.slug(), "confirmed");
    assert_eq!(app.db_outbox().await.len() - outbox, 6, "both of each are told: the ministry did it");
    super::assert_sound(&app.db_broken_invariants().await);
}

/// DINUM looks again at a student who has become a minor: until it decides the duo stays.
#[rstest]
#[actix_web::test]
async fn a_duo_waits_for_a_decision_on_its_student(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values("admission", "refusal")] decision: &str,
    #[values(false, true)] in_bulk: bool,
) {
    let (app, edition) = start(engine).await;
    let duo = duo(&app, &edition, "confirmed").await;
    let (student, dinum) = (app.student_of(&duo).await, app.dinum_admin().await.caller);
    let path = format!("/v1/students/{}", duo.student.id);
    let patched = editor(&student, &path).await.patch(&path, &json!({ "adult": false })).await.expect(200);
    assert_eq!(patched.json["state"], "submitted");
    assert_eq!(app.db_pairing_now(duo.id).await.state.slug(), "confirmed");
    super::assert_sound(&app.db_broken_invariants().await);
    let because = (decision == "refusal").then(|| json!("Sans autorisation parentale"));
    if in_bulk {
        let mut one = json!({ "student_id": duo.student.id.to_string(), "decision": decision });
        because.into_iter().for_each(|reason| one["reason"] = reason);
        let all = format!("/v1/editions/{}/student-decisions", edition.id);
        dinum.post(&all, &json!({ "decisions": [one] })).await.expect(207);
    } else {
        let body = because.map_or_else(|| json!({}), |reason| json!({ "reason": reason }));
        dinum.post(&format!("{path}/{decision}"), &body).await.expect(200);
    }
    let (state, author) =
        if decision == "admission" { ("confirmed", None) } else { ("cancelled", Some("dinum")) };
    let seen = dinum.get(&duo.path()).await.expect(200);
    assert_eq!((&seen.json["state"], seen.json["loss"]["by"].as_str()), (&json!(state), author));
    super::assert_sound(&app.db_broken_invariants().await);
}

/// A student whose eligibility is open cannot get a new duo, but keeps a live one; see above.
#[rstest]
#[actix_web::test]
async fn an_open_question_is_no_eligibility(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, edition) = start(engine).await;
    let open = StudentState::Submitted { open: vec![Criterion::Adult] };
    let student = app.db_candidate(&edition, |student| student.state.clone_from(&open)).await;
    let host = app.db_host_of(&edition, "dinum", |_| {}).await;
    let dinum = app.dinum_admin().await.caller;
    let refused = dinum.post(&collection(&edition), &request(&student, &host, json!({}))).await;
    assert_eq!(broken(&refused.expect_problem(409, "not_pairable")), [("/student_id", "not_eligible")]);
}

/// What a duo relies on of the offer of its ambassador, and what of the form of its student.
#[rstest]
#[actix_web::test]
async fn what_a_duo_relies_on_stays(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values("proposed", "confirmed", "asked_by_student")] name: &str,
) {
    let (app, edition) = start(engine).await;
    let duo = duo(&app, &edition, name).await;
    let second = |more: &mut Pairing| (more.seat, more.state) = (2, stage(name, more.created_at));
    app.db_pairing_with(&edition, &duo.ambassador, second).await;
    let (agent, student) = (app.agent_of(&duo).await, app.student_of(&duo).await);
    let ambassador = format!("/v1/ambassadors/{}", duo.ambassador.id);
    let form = format!("/v1/students/{}", duo.student.id);
    let all = json!({ "job_profile_codes": ["tester"], "formats": ["remote"], "languages": ["en"] });
    for (caller, path, patch, pointers) in [
        (&agent, &ambassador, json!({ "job_profile_codes": ["tester"] }), vec!["/job_profile_codes"]),
        (&agent, &ambassador, json!({ "formats": ["remote"] }), vec!["/formats"]),
        (&agent, &ambassador, json!({ "languages": ["en", "de"] }), vec!["/languages"]),
        (&agent, &ambassador, all, vec!["/formats", "/job_profile_codes", "/languages"]),
        (&student, &form, json!({ "formats": ["remote"] }), vec!["/formats"]),
        (&student, &form, json!({ "languages": ["en"] }), vec!["/languages"]),
    ] {
        let refused = editor(caller, path).await.patch(path, &patch).await.expect_problem(409, "in_use");
        let expected: Vec<_> = pointers.iter().map(|pointer| (*pointer, "in_use")).collect();
        assert_eq!(broken(&refused), expected, "{patch}");
    }
    let refused = editor(&agent, &ambassador).await.patch(&ambassador, &json!({ "capacity": 1 })).await;
    refused.expect_problem(409, "capacity_in_use");
    for (caller, path, patch) in [
        (
            &agent,
            &ambassador,
            json!({ "job_profile_codes": ["tester", "data-engineer"], "formats": ["on_site"] }),
        ),
        (&agent, &ambassador, json!({ "languages": ["en", "fr"], "capacity": 2 })),
        (&student, &form, json!({ "formats": ["on_site"], "languages": ["fr", "de"] })),
        (&student, &form, json!({ "wishes": [{ "job_profile_code": "tester" }] })),
    ] {
        editor(caller, path).await.patch(path, &patch).await.expect(200);
    }
    super::assert_sound(&app.db_broken_invariants().await);
}

#[rstest]
#[actix_web::test]
async fn a_lost_duo_relies_on_nothing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values("declined", "expired", "cancelled", "no_show")] name: &str,
) {
    let (app, edition) = start(engine).await;
    let duo = duo(&app, &edition, name).await;
    let agent = app.agent_of(&duo).await;
    let ambassador = format!("/v1/ambassadors/{}", duo.ambassador.id);
    let all =
        json!({ "job_profile_codes": ["tester"], "formats": ["remote"], "languages": ["en"], "capacity": 1 });
    editor(&agent, &ambassador).await.patch(&ambassador, &all).await.expect(200);
    let student = app.student_of(&duo).await;
    let form = format!("/v1/students/{}", duo.student.id);
    let all = json!({ "formats": ["remote"], "languages": ["de"] });
    editor(&student, &form).await.patch(&form, &all).await.expect(200);
}

/// Seats 1 and 3 of three are taken: with two seats left, the third moves into the gap.
#[rstest]
#[actix_web::test]
async fn seats_close_their_ranks(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (app, edition) = start(engine).await;
    let first = duo(&app, &edition, "confirmed").await;
    let now = app.clock.now();
    let in_seat = async |seat: u32| {
        let change = |duo: &mut Pairing| (duo.seat, duo.state) = (seat, stage("confirmed", now));
        app.db_pairing_with(&edition, &first.ambassador, change).await.id
    };
    let (second, third) = (in_seat(2).await, in_seat(3).await);
    let dinum = app.dinum_admin().await.caller;
    let because = json!({ "reason_code": "work", "text": "Réunion" });
    dinum.post(&format!("/v1/pairings/{second}/cancellation"), &because).await.expect(200);
    let before = app.db_pairing_now(third).await;
    let (agent, path) = (app.agent_of(&first).await, format!("/v1/ambassadors/{}", first.ambassador.id));
    let capacity = |number: u32| json!({ "capacity": number });
    let one = editor(&agent, &path).await.patch(&path, &capacity(1)).await;
    one.expect_problem(409, "capacity_in_use");
    editor(&agent, &path).await.patch(&path, &capacity(2)).await.expect(200);
    let after = app.db_pairing_now(third).await;
    assert_eq!((before.seat, after.seat), (3, 2));
    assert_eq!(after.version, before.version, "its seat is nobody's business");
    assert_eq!(app.db_pairing_now(first.id).await.seat, 1);
    let student = app.db_candidate(&edition, |_| {}).await;
    let body = request(&student, &first.ambassador, json!({}));
    dinum.post(&collection(&edition), &body).await.expect_problem(409, "no_seat_left");
    super::assert_sound(&app.db_broken_invariants().await);
}
