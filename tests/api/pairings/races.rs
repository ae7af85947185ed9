//! Seats under real concurrency (PRODUCT.md, rules 2 and 3).

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::{join, join_all};
use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::access::Role;
use vmj_domain::ambassador::Ambassador;
use vmj_domain::edition::Edition;
use vmj_domain::id::{AmbassadorId, StudentId};
use vmj_tests::people::fresh_email;
use vmj_tests::{Answer, Caller, Engine, TestApp};

/// A server that lets hundreds of requests queue for one row, however slow the machine: what is tested is that each is
/// answered rightly, not how soon.
async fn patient(engine: Engine) -> (TestApp, vmj_tests::engine::TestDatabase) {
    let mut database = engine.database().await;
    database.settings.operation_timeout = Duration::from_secs(60);
    database.settings.acquire_timeout = Duration::from_secs(60);
    let patient = |settings: &mut vmj_http::HttpSettings| {
        settings.header_timeout = Duration::from_secs(60);
        settings.body_timeout = Duration::from_secs(60);
    };
    (TestApp::start_on(&database.settings, Arc::default(), patient).await, database)
}

async fn host(app: &TestApp, edition: &Edition, capacity: u32) -> Ambassador {
    let agent = app.agent("dinum").await.id;
    app.db_host(edition, agent, |ambassador| ambassador.form.capacity = Some(capacity)).await
}

async fn students(app: &TestApp, edition: &Edition, count: usize) -> Vec<StudentId> {
    let mut ids = Vec::with_capacity(count);
    for _ in 0..count {
        let account = app.db_account(&fresh_email(), &[Role::Student], None).await;
        ids.push(app.db_guest(edition, account, |_| {}).await.id);
    }
    ids
}

async fn pair(admin: &Caller, edition: &Edition, student: StudentId, ambassador: AmbassadorId) -> Answer {
    let body = json!({
        "student_id": student.to_string(), "ambassador_id": ambassador.to_string(),
        "job_profile_code": "data-engineer", "format": "on_site",
    });
    admin.post(&format!("/v1/editions/{}/pairings", edition.id), &body).await
}

fn path(pairing: &Value) -> String {
    format!("/v1/pairings/{}", pairing["id"].as_str().expect("an id"))
}

async fn cancel(admin: &Caller, path: &str) -> Answer {
    let body = json!({ "reason_code": "other", "text": "Essai" });
    admin.post(&format!("{path}/cancellation"), &body).await
}

#[rstest]
#[actix_web::test]
async fn of_200_requests_for_one_seat_one_gets_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let (app, _database) = patient(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let admin = app.dinum_admin().await.caller;
    let ambassador = host(&app, &edition, 1).await;
    let students = students(&app, &edition, 200).await;
    for round in 0..20 {
        let requests = students.iter().map(|student| pair(&admin, &edition, *student, ambassador.id));
        let answers = join_all(requests).await;
        let (made, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 201);
        assert_eq!((made.len(), refused.len()), (1, 199), "round {round}");
        for answer in refused {
            answer.expect_problem(409, "no_seat_left");
        }
        assert_eq!(app.db_broken_invariants().await, Vec::<String>::new(), "round {round}");
        cancel(&admin, &path(&made[0].json)).await.expect(200);
    }
}

#[rstest]
#[actix_web::test]
async fn of_50_ambassadors_for_one_student_one_gets_them(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let (app, _database) = patient(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let admin = app.dinum_admin().await.caller;
    let mut ambassadors = Vec::new();
    for _ in 0..50 {
        ambassadors.push(host(&app, &edition, 1).await.id);
    }
    let student = students(&app, &edition, 1).await[0];
    for round in 0..3 {
        let requests = ambassadors.iter().map(|ambassador| pair(&admin, &edition, student, *ambassador));
        let answers = join_all(requests).await;
        let (made, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 201);
        assert_eq!((made.len(), refused.len()), (1, 49), "round {round}");
        for answer in refused {
            answer.expect_problem(409, "already_paired");
        }
        assert_eq!(app.db_broken_invariants().await, Vec::<String>::new(), "round {round}");
        cancel(&admin, &path(&made[0].json)).await.expect(200);
    }
}

/// Changes the capacity until nobody else has done so meanwhile.
async fn set_capacity(admin: &Caller, ambassador: &str, capacity: u32) -> Answer {
    loop {
        let read = admin.get(ambassador).await.expect(200);
        let editor = admin.with("If-Match", read.header("etag"));
        let patch = json!({ "capacity": capacity, "reason": "Essai" });
        let answer = editor.patch(ambassador, &patch).await;
        if answer.status != 412 {
            return answer;
        }
    }
}

#[rstest]
#[actix_web::test]
async fn capacity_falls_and_rises_while_seats_are_taken(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let (app, _database) = patient(engine).await;
    let edition = app.db_edition(|_| {}).await;
    let admin = app.dinum_admin().await.caller;
    let ambassador = host(&app, &edition, 3).await;
    let there = format!("/v1/ambassadors/{}", ambassador.id);
    let students = students(&app, &edition, 6).await;
    for round in 0..8_usize {
        let pairs = join_all(students.iter().map(|student| pair(&admin, &edition, *student, ambassador.id)));
        let changes = join_all([1, 3, 2].map(|capacity| set_capacity(&admin, &there, capacity)));
        let (paired, changed) = join(pairs, changes).await;
        for answer in &changed {
            let fine = answer.status == 200 || answer.json["code"] == "capacity_in_use";
            assert!(fine, "round {round}: {}", answer.json);
        }
        let mut made = Vec::new();
        for answer in paired {
            match answer.status.as_u16() {
                201 => made.push(path(&answer.json)),
                _ => drop(answer.expect_problem(409, "no_seat_left")),
            }
        }
        assert!((1..=3).contains(&made.len()), "round {round}: {made:?}");
        assert_eq!(app.db_broken_invariants().await, Vec::<String>::new(), "round {round}");
        // Leaves gaps in front, so that those who stay must move when the capacity falls to their number.
        let stays = round % made.len();
        for (at, pairing) in made.iter().enumerate() {
            if at != stays {
                cancel(&admin, pairing).await.expect(200);
            }
        }
        set_capacity(&admin, &there, 1).await.expect(200);
        assert_eq!(app.db_broken_invariants().await, Vec::<String>::new(), "round {round}");
        cancel(&admin, &made[stays]).await.expect(200);
        set_capacity(&admin, &there, 3).await.expect(200);
    }
}
