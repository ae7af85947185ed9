//! Rule 8: before confirmation the two do not know each other; after it they do; thirty days after the day no more.

use rstest::rstest;
use serde_json::{Value, json};
use vmj_domain::ambassador::Ambassador;
use vmj_domain::edition::Edition;
use vmj_domain::pairing::{Author, CancellationReason, Pairing, PairingState, Party};
use vmj_domain::student::Student;
use vmj_domain::text::{PersonName, PhoneNumber, Prose, Reason};
use vmj_tests::duos::{Duo, STAGES, stage};
use vmj_tests::{Caller, Engine, TestApp};

use super::{audited, collection};

struct World {
    app: TestApp,
    edition: Edition,
    duo: Duo,
}

/// Who reads, and whose secrets they know whatever the stage: the student's, the ambassador's.
const READERS: [(&str, bool, bool); 4] = [
    ("student", true, false),
    ("agent", false, true),
    ("ministry admin", false, true),
    ("DINUM admin", true, true),
];

impl World {
    /// A duo of two whose names, addresses and numbers nobody else has; its site is in this commune.
    async fn new(engine: Engine, commune: &str) -> Self {
        let app = TestApp::start(engine).await;
        let edition = app.db_edition(|_| {}).await;
        let fill = |student: &mut Student| {
            student.form.phone = Some(PhoneNumber::parse("+33 6 39 98 77 66").expect("a number"));
        };
        let student = app.db_candidate(&edition, fill).await;
        let fill = |ambassador: &mut Ambassador| {
            let site = &mut ambassador.form.site;
            site.commune_code = Some(commune.to_owned());
            site.contact_name = Some(PersonName::parse("Dominique Accueil").expect("a name"));
            site.contact_phone = Some(PhoneNumber::parse("+33 1 99 00 55 44").expect("a number"));
            site.access_instructions = Some(Prose::parse("Sonner au portail vert").expect("a text"));
        };
        let ambassador = app.db_host_of(&edition, "dinum", fill).await;
        app.db_rename(student.person.id, "Étudiante", "Incognita").await;
        app.db_rename(ambassador.agent.id, "Hôte", "Anonymus").await;
        let duo = app.db_duo_of(&edition, student, ambassador, |_| {}).await;
        Self { app, edition, duo }
    }

    async fn caller(&self, kind: &str) -> Caller {
        match kind {
            "student" => self.app.student_of(&self.duo).await,
            "agent" => self.app.agent_of(&self.duo).await,
            "ministry admin" => self.app.ministry_admin("dinum").await.caller,
            "DINUM admin" => self.app.dinum_admin().await.caller,
            _ => unreachable!("{kind}"),
        }
    }

    /// What only those know who may: of the student, of the ambassador, and of the practical sheet.
    fn secrets(&self) -> [Vec<String>; 3] {
        let Duo { student, ambassador, .. } = &self.duo;
        let text = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let (account, agent) = (student.person.id.to_string(), ambassador.agent.id.to_string());
        [
            text(&["Incognita", "Étudiante", "+33 6 39 98 77 66", student.person.email.as_str(), &account]),
            text(&["Anonymus", "Hôte", ambassador.agent.email.as_str(), &agent]),
            text(&[
                "1 place de l’Essai",
                "À l’accueil",
                "Dominique Accueil",
                "+33 1 99 00 55 44",
                "Sonner au portail vert",
            ]),
        ]
    }

    /// Holds what a reader is shown, of the pairing and of its list, against what they may know.
    async fn assert_seen(
        &self,
        (kind, knows_student, knows_host): (&str, bool, bool),
        revealed: bool,
        what: &str,
    ) {
        let caller = self.caller(kind).await;
        let one = caller.get(&self.duo.path()).await.expect(200).json;
        let list = caller.get(&format!("{}?count=true", collection(&self.edition))).await.expect(200).json;
        assert_eq!(list["items"], json!([one]), "{what}: the same in a list");
        let [student, host, sheet] = self.secrets();
        let known = [knows_student || revealed, knows_host || revealed, revealed];
        for (secrets, known) in [student, host, sheet].iter().zip(known) {
            for secret in secrets {
                assert_eq!(one.to_string().contains(secret), known, "{what}: {secret} in {one}");
            }
        }
        assert_eq!(one["convocation"].is_object(), revealed, "{what}");
        let shown =
            [&one["student"]["curriculum"], &one["student"]["wishes"], &one["ambassador"]["programme"]];
        assert!(shown.iter().all(|value| !value.is_null()), "{what}: what both see at all times, in {one}");
        let history = caller.get(&self.duo.at("events")).await.expect(200).json.to_string();
        for secret in self.secrets().iter().flatten() {
            assert!(!history.contains(secret), "{what}: {secret} in {history}");
        }
    }
}

#[rstest]
#[actix_web::test]
async fn who_sees_whom_at_every_stage(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine, "35238").await;
    for name in STAGES {
        let change = |pairing: &mut Pairing| pairing.state = stage(name, pairing.created_at);
        world.app.db_change_pairing(world.duo.id, change).await;
        let lost = matches!(name, "declined" | "expired" | "cancelled");
        let revealed = !lost && !matches!(name, "proposed" | "half_accepted");
        for reader in READERS {
            world.assert_seen(reader, revealed, &format!("{} at {name}", reader.0)).await;
        }
    }
}

/// Thirty days after 19 November, to the end of the day at the place.
#[rstest]
#[case::rennes("35238", "2026-12-19T22:59:59.999999Z", "2026-12-19T23:00:00Z")]
#[case::la_reunion("97411", "2026-12-19T19:59:59.999999Z", "2026-12-19T20:00:00Z")]
#[case::guadeloupe("97105", "2026-12-20T03:59:59.999999Z", "2026-12-20T04:00:00Z")]
#[actix_web::test]
async fn thirty_days_and_no_more(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[case] commune: &str,
    #[case] last_moment: &str,
    #[case] over: &str,
) {
    let world = World::new(engine, commune).await;
    for (now, revealed) in [(last_moment, true), (over, false)] {
        world.app.clock.set(now);
        for name in ["confirmed", "held", "no_show", "settled"] {
            let change = |pairing: &mut Pairing| pairing.state = stage(name, pairing.created_at);
            world.app.db_change_pairing(world.duo.id, change).await;
            for reader in READERS {
                world.assert_seen(reader, revealed, &format!("{} at {name}, {now}", reader.0)).await;
            }
        }
    }
}

fn reason(text: &str) -> Option<Reason> {
    Some(Reason::parse(text).expect("a reason"))
}

/// The words of a loss, by whom, and who of the two reads them.
#[rstest]
#[actix_web::test]
async fn words_are_for_their_author_and_administrators(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let world = World::new(engine, "35238").await;
    const WORDS: &str = "Des raisons de famille";
    for (by, reads) in [
        (Author::Student, Some("student")),
        (Author::Ambassador, Some("agent")),
        (Author::Ministry, None),
        (Author::Dinum, None),
    ] {
        let party = if by == Author::Student { Party::Student } else { Party::Ambassador };
        let illness = CancellationReason::Illness;
        for state in [
            PairingState::Declined { party, by, text: reason(WORDS) },
            PairingState::Cancelled { by, reason: illness, text: reason(WORDS) },
        ] {
            world.app.db_change_pairing(world.duo.id, |pairing| pairing.state.clone_from(&state)).await;
            for (kind, ..) in READERS {
                let seen = world.caller(kind).await.get(&world.duo.path()).await.expect(200).json;
                let may = kind.ends_with("admin") || reads == Some(kind);
                assert_eq!(seen["loss"]["text"] == WORDS, may, "{kind} of {state:?}");
                assert_eq!(seen.to_string().contains(WORDS), may, "{kind} of {state:?}");
                assert_eq!(seen["loss"]["by"], json!(by.slug()), "who it was, all see");
            }
        }
    }
}

#[rstest]
#[actix_web::test]
async fn a_contest_is_for_its_author_and_administrators(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let world = World::new(engine, "35238").await;
    for name in ["contested", "settled"] {
        let change = |pairing: &mut Pairing| pairing.state = stage(name, pairing.created_at);
        world.app.db_change_pairing(world.duo.id, change).await;
        for (kind, ..) in READERS {
            let seen = world.caller(kind).await.get(&world.duo.path()).await.expect(200).json;
            let text = seen["no_show"].get("contest_text");
            assert_eq!(text.is_some(), kind != "agent", "{kind} at {name}");
            assert_eq!(seen["no_show"]["contested_by"], "student", "that it is contested, all see");
        }
    }
}

const NEEDS: &str = "Un ascenseur, et une place assise";

/// Who may read what the student needs at a stage: the answer's status.
async fn needs_read_by(world: &World, kind: &str) -> u16 {
    let path = format!("/v1/students/{}/accessibility-needs", world.duo.student.id);
    let answer = world.caller(kind).await.get(&path).await;
    if answer.status == 200 {
        assert_eq!(answer.json["needs"], NEEDS);
    }
    answer.status.as_u16()
}

#[rstest]
#[actix_web::test]
async fn needs_are_for_the_confirmed_partner(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let world = World::new(engine, "35238").await;
    let (app, student) = (&world.app, world.duo.student.id);
    let path = format!("/v1/students/{student}/accessibility-needs");
    let own = world.caller("student").await;
    let said = json!({ "needs": NEEDS, "consent_version": "2026-11" });
    own.with("If-Match", "*").put(&path, &said).await.expect(200);
    let stranger =
        app.db_duo(&world.edition, "dinum", |duo| duo.state = stage("confirmed", duo.created_at)).await;
    let read = || async {
        let events = audited(app, student).await;
        events.iter().filter(|(action, _)| action == "student.accessibility_needs_read").count()
    };
    for name in STAGES {
        let change = |pairing: &mut Pairing| pairing.state = stage(name, pairing.created_at);
        app.db_change_pairing(world.duo.id, change).await;
        let confirmed =
            matches!(name, "confirmed" | "asked_by_student" | "asked_by_ambassador" | "postponed" | "held");
        let before = read().await;
        assert_eq!(needs_read_by(&world, "agent").await, if confirmed { 200 } else { 404 }, "{name}");
        assert_eq!(read().await - before, usize::from(confirmed), "{name}: each reading is told");
        assert_eq!(needs_read_by(&world, "ministry admin").await, 403, "{name}");
        app.agent_of(&stranger).await.get(&path).await.expect_problem(404, "not_found");
        for caller in [app.agent("dinum").await.caller, app.student_of(&stranger).await] {
            caller.get(&path).await.expect_problem(404, "not_found");
        }
        assert_eq!(read().await - before, usize::from(confirmed), "{name}: who reads nothing is not told of");
        assert_eq!(needs_read_by(&world, "student").await, 200, "{name}");
        assert_eq!(needs_read_by(&world, "DINUM admin").await, 200, "{name}");
    }
    let pairing: Value = world.caller("agent").await.get(&world.duo.path()).await.expect(200).json;
    assert!(!pairing.to_string().contains(NEEDS), "they are nowhere else");
}
