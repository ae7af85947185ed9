//! The people, and what they know.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rand::RngExt as _;
use rand::rngs::StdRng;
use serde_json::json;
use vmj_domain::edition::{DayRange, Edition};
use vmj_tests::ambassadors::form_with;
use vmj_tests::editions::date;
use vmj_tests::engine::TestDatabase;
use vmj_tests::students::{made, student_form};
use vmj_tests::{Answer, Caller, Engine, TestApp};

/// Somebody with a participation.
pub struct Participant {
    /// Calls in their name.
    pub caller: Caller,
    /// Where their participation is.
    pub path: String,
}

/// A pairing, and whose it is.
#[derive(Clone)]
pub struct Duo {
    /// Where it is.
    pub path: String,
    /// Which of the students.
    pub student: usize,
    /// Which of the agents.
    pub agent: usize,
}

/// Everybody, in one edition.
pub struct World {
    pub app: TestApp,
    pub edition: Edition,
    pub students: Vec<Participant>,
    pub agents: Vec<Participant>,
    pub ministry: Caller,
    pub dinum: Caller,
    duos: Mutex<Vec<Duo>>,
    done: Mutex<BTreeMap<String, usize>>,
    asked: AtomicUsize,
    walking: AtomicUsize,
    _database: TestDatabase,
}

impl World {
    /// A dozen students and half a dozen agents, eligible and approved.
    pub async fn new(engine: Engine) -> Self {
        let mut database = engine.database().await;
        database.settings.operation_timeout = Duration::from_secs(60);
        database.settings.acquire_timeout = Duration::from_secs(60);
        // Months pass, and nobody signs in again.
        let patient = |settings: &mut vmj_http::HttpSettings| {
            settings.auth.access_token_lifetime = chrono::TimeDelta::days(365);
            settings.header_timeout = Duration::from_secs(60);
            settings.body_timeout = Duration::from_secs(60);
        };
        let app = TestApp::start_on(&database.settings, Arc::default(), patient).await;
        let long = DayRange { first: date(9, 1), last: date(11, 27) };
        let edition = app
            .db_edition(|edition| {
                edition.parameters.ambassadors_window = long;
                edition.parameters.students_window = long;
                edition.parameters.answer_days = 3;
            })
            .await;
        let uai = app.db_school_uai().await;
        let mut students = Vec::new();
        for _ in 0..12 {
            let caller = app.student().await.caller;
            let path = made(&caller, edition.id, &student_form(&uai)).await;
            students.push(Participant { caller, path });
        }
        let mut agents = Vec::new();
        for _ in 0..6 {
            let caller = app.agent("dinum").await.caller;
            let form = form_with(json!({ "formats": ["on_site", "remote"], "capacity": 2 }));
            let answer =
                caller.post(&format!("/v1/editions/{}/ambassadors", edition.id), &form).await.expect(201);
            let path = format!("/v1/ambassadors/{}", answer.json["id"].as_str().expect("an id"));
            agents.push(Participant { caller, path });
        }
        let (ministry, dinum) = (app.ministry_admin("dinum").await.caller, app.dinum_admin().await.caller);
        // All begin where they can be paired; the walks lead them away, and back.
        for student in &students {
            student.caller.post(&format!("{}/submission", student.path), &json!({})).await.expect(200);
        }
        for agent in &agents {
            agent.caller.post(&format!("{}/submission", agent.path), &json!({})).await.expect(200);
            ministry.act(&format!("{}/approval", agent.path)).await.expect(200);
        }
        let (duos, done) = (Mutex::default(), Mutex::default());
        let (asked, walking) = (AtomicUsize::new(0), AtomicUsize::new(0));
        Self {
            app,
            edition,
            students,
            agents,
            ministry,
            dinum,
            duos,
            done,
            asked,
            walking,
            _database: database,
        }
    }

    /// Somebody begins a walk.
    pub fn begin(&self) {
        self.walking.fetch_add(1, Ordering::SeqCst);
    }

    /// Somebody's walk is over.
    pub fn end(&self) {
        self.walking.fetch_sub(1, Ordering::SeqCst);
    }

    /// Whether anybody walks.
    pub fn is_walked(&self) -> bool {
        self.walking.load(Ordering::SeqCst) > 0
    }

    /// How many requests were answered so far.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// Takes note of an answer: whatever is asked, nothing breaks.
    #[track_caller]
    pub fn note(&self, deed: &str, answer: &Answer) {
        assert!(answer.status.as_u16() < 500, "{deed}: {}", answer.json);
        self.asked.fetch_add(1, Ordering::SeqCst);
        if answer.status.is_success() {
            *self.done.lock().expect("a lock").entry(deed.to_owned()).or_default() += 1;
        }
    }

    /// Remembers a new pairing.
    pub fn remember(&self, duo: Duo) {
        self.duos.lock().expect("a lock").push(duo);
    }

    /// Some pairing: mostly a late one, which is more often alive.
    pub fn some_duo(&self, random: &mut StdRng) -> Option<Duo> {
        let duos = self.duos.lock().expect("a lock");
        let recent = duos.len().saturating_sub(12);
        let from = if random.random_bool(0.8) { recent } else { 0 };
        (!duos.is_empty()).then(|| duos[random.random_range(from..duos.len())].clone())
    }

    /// What succeeded, and how often.
    pub fn done(&self) -> BTreeMap<String, usize> {
        self.done.lock().expect("a lock").clone()
    }

    /// No rule is broken, at one moment of the database.
    pub async fn assert_sound(&self, seed: u64) {
        assert_eq!(self.app.db_broken_invariants().await, Vec::<String>::new(), "seed {seed}");
    }
}
