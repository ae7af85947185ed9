//! Every representation × every kind of caller: which members each sees of it, in a reviewed golden file.
//!
//! Another resource is one more line of [`World::reads`], with everything in it filled in: a member that nobody is
//! shown fails the test, lest it be shown to all unseen. What cannot be seen at once is read several times.

mod duos;
mod matching;
mod students;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Value, json};
use vmj_domain::edition::{Edition, EditionState};
use vmj_domain::text::{Reason, WebUrl};
use vmj_tests::ambassadors::states;
use vmj_tests::editions::date;
use vmj_tests::golden::hold_against;
use vmj_tests::keys::{declared_paths, key_paths};
use vmj_tests::people::fresh_code;
use vmj_tests::{Answer, Caller, Engine, Person, TestApp};

/// Declared, but never shown: who is suspended reads nothing, the own account neither.
const NEVER: [(&str, &str); 2] = [("/v1/me", "suspended_at"), ("/v1/me", "suspension_reason")];

/// Where something is read: the path of the document, and its parameter; and at which stage of its life.
struct Read {
    template: &'static str,
    stage: &'static str,
    id: String,
}

struct World {
    app: TestApp,
    dinum: Caller,
    edition: Edition,
    student: Person,
    agent: Person,
}

impl World {
    async fn new() -> Self {
        let app = TestApp::start(Engine::Sqlite).await;
        let edition = app.db_edition(fill).await;
        let agent = app.agent("dinum").await;
        let invited =
            format!("UPDATE accounts SET invited_at = created_at WHERE id = {}", app.db_uuid(agent.id));
        app.db_run(&invited).await;
        app.db_ambassador(&edition, agent.id, |ambassador| ambassador.state.clone_from(&states()[3])).await;
        app.db_ambassadors(&edition, "dinum", 1, |_, ambassador| ambassador.state.clone_from(&states()[2]))
            .await;
        let dinum = app.dinum_admin().await.caller;
        let student = app.student().await;
        Self { app, dinum, edition, student, agent }
    }

    /// Who calls.
    async fn callers(&self) -> Vec<(&'static str, Caller)> {
        let app = &self.app;
        vec![
            ("anonymous", app.anonymous()),
            ("student", self.student.caller.clone()),
            ("other_student", app.student().await.caller),
            ("agent", self.agent.caller.clone()),
            ("other_agent", app.agent("dinum").await.caller),
            ("ministry_admin", app.ministry_admin("dinum").await.caller),
            ("other_ministry_admin", app.ministry_admin("culture").await.caller),
            ("hr_client", app.hr_client("dinum").await),
            ("dinum_admin", self.dinum.clone()),
        ]
    }

    /// What is read. `student` and `agent` are those whom it is about.
    async fn reads(&self) -> Vec<Read> {
        let edition = self.edition.id.to_string();
        let ambassador = self.ambassador().await;
        let account = self.account().await;
        let event = self.audit_event(&account).await;
        let organisation = self.organisation().await;
        let read = |template, id: &str| Read { template, stage: "", id: id.to_owned() };
        let mut reads = vec![
            read("/v1/ambassadors/{ambassador_id}", &ambassador),
            read("/v1/editions/{edition_id}/ambassadors", &edition),
            read("/v1/editions/{edition_id}", &edition),
            read("/v1/editions/{edition_id}/offers", &edition),
            read("/v1/accounts/{account_id}", &account),
            read("/v1/organisations/{organisation_id}", &organisation),
            read("/v1/audit-events/{audit_event_id}", &event),
            read("/v1/me", ""),
        ];
        reads.extend(students::reads(self).await);
        reads.extend(duos::reads(self).await);
        reads.extend(matching::reads(self).await);
        reads
    }

    async fn ambassador(&self) -> String {
        let own = self.agent.caller.get(&format!("/v1/editions/{}/ambassadors", self.edition.id)).await;
        id(&own.expect(200).json["items"][0])
    }

    /// Invited and suspended: all that an account can tell.
    async fn account(&self) -> String {
        let organisation = Some(self.app.db_organisation("dinum").await.to_string());
        let invitation = crate::accounts::invitation(&["agent"], organisation);
        let account = id(&self.dinum.post("/v1/accounts", &invitation).await.expect(201).json);
        let suspension = format!("/v1/accounts/{account}/suspension");
        self.dinum.post(&suspension, &json!({ "reason": "Départ" })).await.expect(200);
        account
    }

    async fn audit_event(&self, account: &str) -> String {
        let query = format!("/v1/audit-events?action=account.suspended&subject={account}");
        id(&self.dinum.get(&query).await.expect(200).json["items"][0])
    }

    /// Renamed, then merged below another.
    async fn organisation(&self) -> String {
        let parent = self.app.db_organisation("dinum").await.to_string();
        let body = json!({
            "code": fresh_code(), "name": "Agence", "short_name": "A", "kind": "operator", "siret": "35600000049837",
            "parent_id": parent, "valid_from": "2015-09-21",
        });
        let made = self.dinum.post("/v1/organisations", &body).await.expect(201);
        let path = made.header("location").to_owned();
        let renaming = json!({ "name": "Office", "short_name": "O", "effective_on": "2019-10-26" });
        self.dinum.post(&format!("{path}/renaming"), &renaming).await.expect(200);
        let merger = json!({ "successor_id": parent, "effective_on": "2026-11-02", "reason": "Décret" });
        self.dinum.post(&format!("{path}/merger"), &merger).await.expect(200);
        id(&made.json)
    }
}

/// An edition with everything that it can tell.
fn fill(edition: &mut Edition) {
    let reason = Reason::parse("Grève").expect("a reason");
    edition.state = EditionState::Open { reopened_because: Some(reason) };
    edition.postponed_from = Some(date(11, 17));
    let url = WebUrl::parse("https://offres.example.fr/").expect("a link");
    edition.job_profiles.iter_mut().for_each(|offered| offered.job_offers_url = Some(url.clone()));
}

fn id(value: &Value) -> String {
    value["id"].as_str().expect("an id").to_owned()
}

async fn read(caller: &Caller, read: &Read) -> Answer {
    let (start, rest) = read.template.split_once('{').unwrap_or((read.template, "}"));
    let end = rest.split_once('}').expect("a parameter").1;
    caller.get(&format!("{start}{}{end}", read.id)).await
}

/// What a read shows to each: callers who see the same stand together.
async fn seen(
    callers: &[(&'static str, Caller)],
    what: &Read,
) -> Vec<(Vec<&'static str>, u16, BTreeSet<String>)> {
    let mut seen: Vec<(Vec<&str>, u16, BTreeSet<String>)> = Vec::new();
    for (kind, caller) in callers {
        let answer = read(caller, what).await;
        let status = answer.status.as_u16();
        let paths = if status == 200 { key_paths(&answer.json) } else { BTreeSet::new() };
        match seen.iter_mut().find(|(_, known, same)| *known == status && *same == paths) {
            Some((kinds, ..)) => kinds.push(kind),
            None => seen.push((vec![kind], status, paths)),
        }
    }
    seen
}

/// Writes what each sees: the first of them whole, the others as what they see more or less than that one.
fn write_seen(table: &mut String, seen: &[(Vec<&'static str>, u16, BTreeSet<String>)]) {
    let mut first: Option<(&str, &BTreeSet<String>)> = None;
    for (kinds, status, paths) in seen {
        let _ = write!(table, "  {}: {status}", kinds.join(", "));
        match first {
            Some((kind, known)) if *status == 200 => {
                let _ = writeln!(table, ", as {kind} but");
                for path in paths.difference(known) {
                    let _ = writeln!(table, "    + {path}");
                }
                for path in known.difference(paths) {
                    let _ = writeln!(table, "    - {path}");
                }
            }
            Some(_) | None => {
                let _ = writeln!(table);
                for path in paths {
                    let _ = writeln!(table, "    {path}");
                }
            }
        }
        if *status == 200 && first.is_none() {
            first = Some((kinds[0], paths));
        }
    }
}

/// What the document declares of a read; the cursors of a list that is not on one page apart.
fn declared(document: &Value, template: &str) -> BTreeSet<String> {
    let schema =
        &document["paths"][template]["get"]["responses"]["200"]["content"]["application/json"]["schema"];
    assert!(schema.is_object(), "{template} answers JSON");
    let mut declared = declared_paths(document, schema);
    let never = |path: &str| NEVER.contains(&(template, path));
    declared.retain(|path| {
        !matches!(path.as_str(), "page.next_cursor" | "page.prev_cursor" | "page.total") && !never(path)
    });
    declared
}

#[actix_web::test]
async fn what_each_sees_is_the_reviewed() {
    let world = World::new().await;
    let callers = world.callers().await;
    let document = vmj_http::openapi::document().expect("a document");
    let mut table = String::from(
        "# Representation × caller: the members that each sees. Rewrite with UPDATE_GOLDEN=1, then review the difference.\n",
    );
    let mut shown = BTreeMap::<&str, BTreeSet<String>>::new();
    for what in world.reads().await {
        let seen = seen(&callers, &what).await;
        let heading = format!("GET {} {}", what.template, what.stage);
        let _ = writeln!(table, "\n{}", heading.trim_end());
        write_seen(&mut table, &seen);
        shown.entry(what.template).or_default().extend(seen.into_iter().flat_map(|(.., paths)| paths));
    }
    for (template, shown) in shown {
        let unseen: Vec<_> = declared(&document, template).difference(&shown).cloned().collect();
        assert!(unseen.is_empty(), "not filled in, so not reviewed, in {template}: {unseen:?}");
    }
    hold_against("api/access/representations.txt", &table);
}
