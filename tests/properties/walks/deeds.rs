//! What somebody may think of doing.

use chrono::TimeDelta;
use rand::RngExt as _;
use rand::rngs::StdRng;
use serde_json::{Value, json};

use super::world::{Duo, World};
use vmj_tests::Caller;

fn some<'i, T>(items: &'i [T], random: &mut StdRng) -> &'i T {
    &items[random.random_range(0..items.len())]
}

fn id(path: &str) -> &str {
    path.rsplit('/').next().expect("an id")
}

fn because() -> Value {
    json!({ "reason": "Essai" })
}

impl World {
    /// Does something, as somebody.
    pub async fn act(&self, random: &mut StdRng) {
        match random.random_range(0..20_u32) {
            0..=2 => self.as_a_student(random).await,
            3..=5 => self.as_an_agent(random).await,
            6 | 7 => self.as_an_admin(random).await,
            8..=11 => self.pair(random).await,
            12..=15 => self.answer(random).await,
            16 | 17 => self.about_the_day(random).await,
            18 => self.replace(random).await,
            _ => self.let_time_pass(random).await,
        }
    }

    async fn as_a_student(&self, random: &mut StdRng) {
        let student = some(&self.students, random);
        match random.random_range(0..8_u32) {
            0..=2 => self.post(&student.caller, &student.path, "submission", &json!({})).await,
            3 => self.post(&student.caller, &student.path, "withdrawal", &because()).await,
            4..=6 => self.post(&student.caller, &student.path, "resumption", &json!({})).await,
            _ => {
                let patches = [
                    json!({ "languages": ["fr"] }),
                    json!({ "languages": ["en", "fr"] }),
                    json!({ "languages": ["de"] }),
                    json!({ "adult": random.random_bool(0.7) }),
                    json!({ "formats": ["remote"] }),
                    json!({ "formats": ["on_site", "remote"] }),
                    json!({ "wishes": [{ "job_family_code": "data" }] }),
                ];
                self.edit(&student.caller, &student.path, "edit", some(&patches, random)).await;
            }
        }
    }

    async fn as_an_agent(&self, random: &mut StdRng) {
        let agent = some(&self.agents, random);
        match random.random_range(0..10_u32) {
            0..=2 => self.post(&agent.caller, &agent.path, "submission", &json!({})).await,
            3 => self.post(&agent.caller, &agent.path, "withdrawal", &because()).await,
            4..=6 => self.post(&agent.caller, &agent.path, "resumption", &json!({})).await,
            7 | 8 => {
                let patch = json!({ "capacity": random.random_range(1..=3_u32) });
                self.edit(&agent.caller, &agent.path, "capacity", &patch).await;
            }
            _ => {
                let patches = [
                    json!({ "languages": ["fr", "de"] }),
                    json!({ "languages": ["en"] }),
                    json!({ "job_profile_codes": ["data-steward"] }),
                    json!({ "job_profile_codes": ["data-engineer", "data-steward"] }),
                    json!({ "formats": ["on_site", "remote"] }),
                ];
                self.edit(&agent.caller, &agent.path, "offer", some(&patches, random)).await;
            }
        }
    }

    async fn as_an_admin(&self, random: &mut StdRng) {
        let (agent, student) = (some(&self.agents, random), some(&self.students, random));
        match random.random_range(0..12_u32) {
            0..=5 => {
                let answer = self.ministry.act(&format!("{}/approval", agent.path)).await;
                self.note("approval", &answer);
            }
            6 => self.post(&self.ministry, &agent.path, "rejection", &because()).await,
            7 => {
                let decision = |(at, agent): (usize, &super::world::Participant)| {
                    let decision = if at % 6 == 0 { "rejection" } else { "approval" };
                    json!({ "ambassador_id": id(&agent.path), "decision": decision, "reason": "Essai" })
                };
                let decisions: Vec<_> = self.agents.iter().enumerate().map(decision).collect();
                let there = format!("/v1/editions/{}/ambassador-decisions", self.edition.id);
                let answer = self.ministry.post(&there, &json!({ "decisions": decisions })).await;
                self.note("decisions", &answer);
            }
            8..=10 => {
                let answer = self.dinum.act(&format!("{}/admission", student.path)).await;
                self.note("admission", &answer);
            }
            _ => self.post(&self.dinum, &student.path, "refusal", &because()).await,
        }
    }

    async fn pair(&self, random: &mut StdRng) {
        let (student, agent) =
            (random.random_range(0..self.students.len()), random.random_range(0..self.agents.len()));
        let mut body = self.host(agent, random);
        body["student_id"] = json!(id(&self.students[student].path));
        let there = format!("/v1/editions/{}/pairings", self.edition.id);
        let answer = self.dinum.post(&there, &body).await;
        self.note("pair", &answer);
        self.learn(&answer.json, answer.status == 201, student, agent);
    }

    async fn replace(&self, random: &mut StdRng) {
        let Some(duo) = self.some_duo(random) else { return };
        let agent = random.random_range(0..self.agents.len());
        let body = self.host(agent, random);
        let answer = self.dinum.post(&format!("{}/replacement", duo.path), &body).await;
        self.note("replacement", &answer);
        self.learn(&answer.json, answer.status == 201, duo.student, agent);
    }

    fn host(&self, agent: usize, random: &mut StdRng) -> Value {
        json!({
            "ambassador_id": id(&self.agents[agent].path),
            "job_profile_code": some(&["data-engineer", "data-engineer", "data-steward"], random),
            "format": some(&["on_site", "remote"], random),
        })
    }

    fn learn(&self, pairing: &Value, made: bool, student: usize, agent: usize) {
        if made {
            let path = format!("/v1/pairings/{}", pairing["id"].as_str().expect("an id"));
            self.remember(Duo { path, student, agent });
        }
    }

    /// One of those who may speak about a duo, and what they must add.
    fn speaker(&self, duo: &Duo, random: &mut StdRng) -> (&Caller, Value) {
        match random.random_range(0..6_u32) {
            0 | 1 => (&self.students[duo.student].caller, json!({})),
            2 | 3 => (&self.agents[duo.agent].caller, json!({})),
            4 => (&self.ministry, because()),
            _ => {
                let side = some(&["student", "ambassador"], random);
                (&self.dinum, json!({ "on_behalf_of": side, "reason": "Essai" }))
            }
        }
    }

    async fn answer(&self, random: &mut StdRng) {
        let Some(duo) = self.some_duo(random) else { return };
        let (caller, mut body) = self.speaker(&duo, random);
        match random.random_range(0..12_u32) {
            0..=6 => self.post(caller, &duo.path, "acceptance", &body).await,
            7 => self.post(caller, &duo.path, "refusal", &body).await,
            8 => {
                let code = some(&["illness", "work", "transport", "other"], random);
                let body = json!({ "reason_code": code, "text": "Essai" });
                self.post(caller, &duo.path, "cancellation", &body).await;
            }
            9 => {
                body["date"] = json!(some(&["2026-11-19", "2026-11-20", "2026-11-24"], random));
                self.post(caller, &duo.path, "date-request", &body).await;
            }
            10 => self.post(caller, &duo.path, "date-acceptance", &body).await,
            _ => self.post(caller, &duo.path, "date-refusal", &body).await,
        }
    }

    async fn about_the_day(&self, random: &mut StdRng) {
        let Some(duo) = self.some_duo(random) else { return };
        let (caller, _) = self.speaker(&duo, random);
        match random.random_range(0..5_u32) {
            0 => {
                let answer = caller.act(&format!("{}/holding", duo.path)).await;
                self.note("holding", &answer);
            }
            1 => {
                let missing = some(&["student", "ambassador", "both"], random);
                self.post(caller, &duo.path, "no-show", &json!({ "missing": missing })).await;
            }
            2 => {
                let student = &self.students[duo.student].caller;
                self.post(student, &duo.path, "contestation", &json!({ "text": "J’y étais." })).await;
            }
            3 => {
                let body = some(
                    &[
                        json!({ "outcome": "held", "reason": "Essai" }),
                        json!({ "outcome": "no_show", "missing": "both", "reason": "Essai" }),
                    ],
                    random,
                )
                .clone();
                self.post(&self.dinum, &duo.path, "contest-settlement", &body).await;
            }
            _ => {
                let patch = json!({ "access_cleared": random.random_bool(0.5) });
                self.edit(caller, &duo.path, "notes", &patch).await;
            }
        }
    }

    async fn let_time_pass(&self, random: &mut StdRng) {
        self.app.clock.advance(TimeDelta::minutes(random.random_range(1..=960)));
        let answer = self.dinum.get(&format!("/v1/editions/{}/pairings?limit=5", self.edition.id)).await;
        self.note("list", &answer);
    }

    async fn post(&self, caller: &Caller, path: &str, deed: &str, body: &Value) {
        let answer = caller.post(&format!("{path}/{deed}"), body).await;
        self.note(deed, &answer);
    }

    /// Reads, then writes what was read: somebody else may come between.
    async fn edit(&self, caller: &Caller, path: &str, deed: &str, patch: &Value) {
        let read = caller.get(path).await;
        self.note("read", &read);
        if read.status == 200 {
            let answer = caller.with("If-Match", read.header("etag")).patch(path, patch).await;
            self.note(deed, &answer);
        }
    }
}
