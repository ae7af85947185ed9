//! Ambassadors: forms as they are sent, and ambassadors in any state, past the rules.

use std::sync::LazyLock;

use serde_json::{Value, json};
use vmj_domain::access::{AmbassadorReach, Reach, Role};
use vmj_domain::account::{Locale, PersonSummary, Profile};
use vmj_domain::ambassador::{Ambassador, AmbassadorForm, AmbassadorState, Site};
use vmj_domain::code::Coded;
use vmj_domain::edition::{Edition, EditionSummary};
use vmj_domain::id::{AccountId, AmbassadorId, EditionId};
use vmj_domain::reference::Reference;
use vmj_domain::text::{
    Email, Label, PersonName, PhoneNumber, Prose, Reason, Slug, TextError, TimeOfDay, WebUrl,
};
use vmj_domain::version::Version;
use vmj_persistence::{NewAccount, Participation, StoreError, WriteTx};

use crate::app::TestApp;
use crate::people::fresh_email;

/// Each insertion is a handful of statements, and a transaction must end within the operation timeout.
const CHUNK: usize = 40;

static REFERENCE: LazyLock<Reference> = LazyLock::new(|| Reference::load().expect("embedded data"));

/// A form with all that a submission needs, and no more.
pub fn complete_form() -> Value {
    json!({
        "job_profile_codes": ["data-engineer"],
        "unit": "Pôle données",
        "programme": "Une journée avec l’équipe qui publie les données ouvertes.",
        "motivation": "Faire découvrir le métier.",
        "formats": ["on_site"],
        "capacity": 1,
        "languages": ["fr"],
        "site": {
            "address": "20 avenue de Ségur", "commune_code": "75107", "meeting_point": "Accueil principal",
            "arrival_time": "09:30", "end_time": "17:00",
        },
    })
}

/// A form with everything that there is to say.
pub fn full_form() -> Value {
    let mut form = complete_form();
    let more = json!({
        "job_profile_codes": ["data-engineer", "tester", "data-steward"],
        "projects": "Catalogue de données\nOuverture des codes",
        "technologies": ["PostgreSQL", "Rust"],
        "formats": ["on_site", "remote"],
        "capacity": 2,
        "languages": ["fr", "en", "fsl"],
        "alternative_dates": ["2026-11-20", "2026-11-24"],
        "site": {
            "access_instructions": "Se présenter avec une pièce d’identité.",
            "security_form_url": "https://acces.example.fr/visiteurs", "security_form_deadline": "2026-11-12",
            "lunch": "Cantine, offert", "dress_code": "Libre", "accessibility": "Ascenseur",
            "contact_name": "Camille Exemple", "contact_phone": "+33 1 99 00 12 34",
        },
    });
    merge(&mut form, &more);
    form
}

/// The form with these members instead, those of its site among them.
pub fn form_with(members: Value) -> Value {
    let mut form = complete_form();
    merge(&mut form, &members);
    form
}

fn merge(into: &mut Value, patch: &Value) {
    for (name, value) in patch.as_object().expect("members") {
        if value.is_object() && into[name].is_object() {
            merge(&mut into[name], value);
        } else {
            into[name] = value.clone();
        }
    }
}

/// What [`full_form`] means.
pub fn full_offer() -> AmbassadorForm {
    let form = full_form();
    AmbassadorForm {
        job_profiles: texts(&form["job_profile_codes"], Slug::parse),
        unit: text(&form["unit"], Label::parse),
        programme: text(&form["programme"], Prose::parse),
        projects: text(&form["projects"], Prose::parse),
        technologies: texts(&form["technologies"], Label::parse),
        motivation: text(&form["motivation"], Prose::parse),
        formats: codes(&form["formats"]),
        capacity: form["capacity"].as_u64().and_then(|capacity| capacity.try_into().ok()),
        languages: codes(&form["languages"]),
        alternative_dates: dates(&form["alternative_dates"]),
        site: site(&form["site"]),
    }
}

fn site(form: &Value) -> Site {
    Site {
        address: text(&form["address"], Label::parse),
        commune_code: form["commune_code"].as_str().map(str::to_owned),
        meeting_point: text(&form["meeting_point"], Label::parse),
        arrival_time: text(&form["arrival_time"], TimeOfDay::parse),
        end_time: text(&form["end_time"], TimeOfDay::parse),
        access_instructions: text(&form["access_instructions"], Prose::parse),
        security_form_url: text(&form["security_form_url"], WebUrl::parse),
        security_form_deadline: dates(&json!([form["security_form_deadline"]])).pop(),
        lunch: text(&form["lunch"], Label::parse),
        dress_code: text(&form["dress_code"], Label::parse),
        accessibility: text(&form["accessibility"], Prose::parse),
        contact_name: text(&form["contact_name"], PersonName::parse),
        contact_phone: text(&form["contact_phone"], PhoneNumber::parse),
    }
}

fn text<T>(value: &Value, parse: fn(&str) -> Result<T, TextError>) -> Option<T> {
    value.as_str().map(|text| parse(text).expect("a good text"))
}

fn texts<T>(values: &Value, parse: fn(&str) -> Result<T, TextError>) -> Vec<T> {
    values.as_array().into_iter().flatten().filter_map(|value| text(value, parse)).collect()
}

fn codes<T: Coded>(values: &Value) -> Vec<T> {
    let values = values.as_array().into_iter().flatten();
    values.map(|value| T::from_slug(value.as_str().expect("text")).expect("a code")).collect()
}

fn dates(values: &Value) -> Vec<chrono::NaiveDate> {
    let values = values.as_array().into_iter().flatten();
    values.map(|value| value.as_str().expect("text").parse().expect("a date")).collect()
}

/// Every state, in the order of life.
pub fn states() -> [AmbassadorState; 5] {
    let reason = Reason::parse("Mutation").expect("a reason");
    [
        AmbassadorState::Draft,
        AmbassadorState::Submitted,
        AmbassadorState::Approved,
        AmbassadorState::Rejected { reason: reason.clone() },
        AmbassadorState::Withdrawn { reason },
    ]
}

const ALL: AmbassadorReach = AmbassadorReach { own: None, others: Reach::Everything };

impl TestApp {
    /// Makes an agent an ambassador with [`full_offer`], submitted, unless `change` makes it another.
    pub async fn db_ambassador(
        &self,
        edition: &Edition,
        agent: AccountId,
        change: impl Fn(&mut Ambassador),
    ) -> AmbassadorId {
        let insert = async |tx: &WriteTx| {
            let account = tx.accounts().find(agent, Reach::Everything).await?.expect("an account");
            let mut ambassador = blank(tx, edition);
            ambassador.organisation = account.organisation.expect("an organisation");
            ambassador.agent = PersonSummary {
                id: agent,
                given_name: account.profile.given_name,
                family_name: account.profile.family_name,
                email: account.email,
            };
            change(&mut ambassador);
            write(tx, edition.id, &ambassador).await?;
            Ok::<_, StoreError>(ambassador.id)
        };
        self.store.write(insert).await.expect("an ambassador")
    }

    /// As many new agents of an organisation, each an ambassador with [`full_offer`], submitted, unless `change`
    /// makes it another: its number says which; what it makes of the agent is the account's.
    pub async fn db_ambassadors(
        &self,
        edition: &Edition,
        organisation: &str,
        count: usize,
        change: impl Fn(usize, &mut Ambassador),
    ) -> Vec<AmbassadorId> {
        let organisation = self.db_organisation(organisation).await;
        let mut ids = Vec::new();
        while ids.len() < count {
            let first = ids.len();
            let insert = async |tx: &WriteTx| {
                let summaries = tx.organisations().summaries(&[organisation]).await?;
                let mut inserted = Vec::new();
                for number in first..count.min(first + CHUNK) {
                    let mut ambassador = blank(tx, edition);
                    ambassador.organisation.clone_from(&summaries[0]);
                    change(number, &mut ambassador);
                    tx.accounts().insert(&account(&ambassador)).await?;
                    write(tx, edition.id, &ambassador).await?;
                    inserted.push(ambassador.id);
                }
                Ok::<_, StoreError>(inserted)
            };
            ids.extend(self.store.write(insert).await.expect("ambassadors"));
        }
        ids
    }

    /// Moves an ambassador to any state, past the rules.
    pub async fn db_ambassador_state(&self, id: AmbassadorId, state: &AmbassadorState) {
        self.db_change_ambassador(id, |ambassador| ambassador.state.clone_from(state)).await;
    }

    /// Makes anything of an ambassador, past the rules.
    pub async fn db_change_ambassador(&self, id: AmbassadorId, change: impl Fn(&mut Ambassador)) {
        let update = async |tx: &WriteTx| {
            let mut ambassador = tx.ambassadors().find(id, ALL).await?.expect("the ambassador");
            change(&mut ambassador);
            let department = department(&ambassador);
            tx.ambassadors().update(ambassador, department).await
        };
        self.store.write(update).await.expect("written");
    }
}

fn blank(tx: &WriteTx, edition: &Edition) -> Ambassador {
    let email = Email::parse(&fresh_email()).expect("an address");
    let name = |text| PersonName::parse(text).expect("a name");
    Ambassador {
        id: tx.new_id(),
        edition: EditionSummary::from(edition),
        agent: PersonSummary {
            id: tx.new_id(),
            given_name: name("Camille"),
            family_name: name("Exemple"),
            email,
        },
        organisation: edition.organisations.first().expect("an organisation that takes part").clone(),
        form: full_offer(),
        state: AmbassadorState::Submitted,
        state_changed_at: tx.now(),
        version: Version::FIRST,
        created_at: tx.now(),
        updated_at: tx.now(),
    }
}

fn account(ambassador: &Ambassador) -> NewAccount {
    let PersonSummary { id, given_name, family_name, email } = ambassador.agent.clone();
    NewAccount {
        id,
        email,
        profile: Profile { given_name, family_name, locale: Locale::French },
        roles: vec![Role::Agent],
        organisation: Some(ambassador.organisation.id),
        password_hash: None,
        email_verified_at: None,
        invited_at: None,
    }
}

async fn write(tx: &WriteTx, edition: EditionId, ambassador: &Ambassador) -> Result<(), StoreError> {
    tx.participations().claim(edition, ambassador.agent.id, Participation::Ambassador).await?;
    tx.ambassadors().insert(ambassador, department(ambassador)).await
}

fn department(ambassador: &Ambassador) -> Option<&'static str> {
    let code = ambassador.form.site.commune_code.as_deref()?;
    Some(REFERENCE.commune(code)?.department_code)
}
