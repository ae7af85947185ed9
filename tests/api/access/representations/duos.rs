//! Duos of the student and the agent who call, at every stage at which somebody sees something else.

use serde_json::json;
use vmj_domain::ambassador::Ambassador;
use vmj_domain::edition::{Document, Edition};
use vmj_domain::id::PairingId;
use vmj_domain::pairing::Pairing;
use vmj_domain::student::{Student, Wish};
use vmj_domain::text::{PhoneNumber, Slug};
use vmj_tests::ambassadors::full_offer;
use vmj_tests::duos::stage;

use super::{Read, World};

pub async fn reads(world: &World) -> Vec<Read> {
    let (duos, proposals) = (Scene::new(world).await, Scene::new(world).await);
    let proposed = proposals.duo("half_accepted", |_| {}).await;
    // One after the other: a student has one live duo at most.
    let cancelled = duos.cancelled().await;
    let declined = duos.duo("declined", |_| {}).await;
    let no_show = duos.duo("settled", |_| {}).await;
    let confirmed = duos
        .duo("asked_by_student", |duo| {
            duo.replaces = Some(declined);
            (duo.access_cleared, duo.received_documents) = (true, vec![Document::Agreement]);
        })
        .await;
    duos.somebody_else().await;
    let one =
        |stage, id: PairingId| Read { template: "/v1/pairings/{pairing_id}", stage, id: id.to_string() };
    let of_cancelled = |template| Read { template, stage: "", id: cancelled.to_string() };
    vec![
        one("proposed", proposed),
        one("confirmed", confirmed),
        one("declined by the student", declined),
        one("cancelled by the agent", cancelled),
        one("no-show contested by the student", no_show),
        Read { template: "/v1/editions/{edition_id}/pairings", stage: "", id: duos.edition.id.to_string() },
        of_cancelled("/v1/pairings/{pairing_id}/events"),
        of_cancelled("/v1/pairings/{pairing_id}/replacement-candidates"),
    ]
}

/// An edition in which both take part, with everything filled in.
struct Scene<'w> {
    world: &'w World,
    edition: Edition,
    student: Student,
    ambassador: Ambassador,
}

impl<'w> Scene<'w> {
    async fn new(world: &'w World) -> Self {
        let wanted = |edition: &mut Edition| edition.parameters.documents = vec![Document::Agreement];
        let edition = world.app.db_edition(wanted).await;
        let code = |text| Slug::parse(text).expect("a code");
        let fill = |student: &mut Student| {
            student.form.phone = Some(PhoneNumber::parse("+33 6 39 98 77 66").expect("a number"));
            student.form.wishes = vec![Wish::Profile(code("tester")), Wish::Family(code("data"))];
        };
        let student = world.app.db_guest(&edition, world.student.id, fill).await;
        let fill = |ambassador: &mut Ambassador| ambassador.form = full_offer();
        let ambassador = world.app.db_host(&edition, world.agent.id, fill).await;
        Self { world, edition, student, ambassador }
    }

    async fn duo(&self, name: &str, change: impl Fn(&mut Pairing)) -> PairingId {
        let change = |duo: &mut Pairing| {
            duo.state = stage(name, duo.created_at);
            change(duo);
        };
        self.world.app.db_pairing_of(&self.edition, &self.student, &self.ambassador, change).await.id
    }

    /// By the agent, with a reason of their own; somebody could take the place.
    async fn cancelled(&self) -> PairingId {
        let confirmed = self.duo("confirmed", |_| {}).await;
        let because = json!({ "reason_code": "host_unavailable", "text": "Déménagement du service" });
        let path = format!("/v1/pairings/{confirmed}/cancellation");
        self.world.agent.caller.post(&path, &because).await.expect(200);
        self.world.app.db_host_of(&self.edition, "culture", |_| {}).await;
        confirmed
    }

    /// Another student, whose answer the agent waits for.
    async fn somebody_else(&self) {
        let student = self.world.app.db_candidate(&self.edition, |_| {}).await;
        let change = |duo: &mut Pairing| (duo.seat, duo.state) = (2, stage("half_accepted", duo.created_at));
        self.world.app.db_pairing_of(&self.edition, &student, &self.ambassador, change).await;
    }
}
