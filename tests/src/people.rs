//! People and systems who call.

use std::sync::atomic::{AtomicU32, Ordering};

use sea_orm::{ConnectionTrait as _, Database, Statement};
use uuid::Uuid;
use vmj_domain::access::{Role, Scope};
use vmj_domain::account::{Locale, Profile};
use vmj_domain::clock::{Clock as _, Instant};
use vmj_domain::id::{AccountId, OrganisationId};
use vmj_domain::organisation::OrganisationKind;
use vmj_domain::reference::OrganisationSeed;
use vmj_domain::text::{Email, Label, PersonName, Slug};
use vmj_http::access::TokenPrincipal;
use vmj_persistence::{NewAccount, NewSession, StoreError};

use crate::app::TestApp;
use crate::client::Caller;

/// The password of everybody who has one.
pub const PASSWORD: &str = "correct horse battery staple";

/// Its argon2id hash, made once with the parameters of the server.
pub const PASSWORD_HASH: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$J0DFa77UCMH0gUyeouCmOg$lWfT8laJEl6IYXurlrDWChUgB3x1WTPAoxaU7aW+rC4";

/// An account and its caller.
#[derive(Clone, Debug)]
pub struct Person {
    /// The account.
    pub id: AccountId,
    /// Its address.
    pub email: String,
    /// Calls in its name.
    pub caller: Caller,
}

impl TestApp {
    /// A student.
    pub async fn student(&self) -> Person {
        self.db_person(&[Role::Student], None).await
    }

    /// An agent of an organisation, named by its code.
    pub async fn agent(&self, organisation: &str) -> Person {
        self.db_person(&[Role::Agent], Some(organisation)).await
    }

    /// A ministry admin of an organisation, named by its code.
    pub async fn ministry_admin(&self, organisation: &str) -> Person {
        self.db_person(&[Role::MinistryAdmin], Some(organisation)).await
    }

    /// A DINUM admin.
    pub async fn dinum_admin(&self) -> Person {
        self.db_person(&[Role::DinumAdmin], None).await
    }

    /// Somebody with these roles, signed in.
    pub async fn db_person(&self, roles: &[Role], organisation: Option<&str>) -> Person {
        let organisation = match organisation {
            Some(code) => Some(self.db_organisation(code).await),
            None => None,
        };
        let email = fresh_email();
        let id = self.db_account(&email, roles, organisation).await;
        let caller = self.bearer(self.db_token(id).await);
        Person { id, email, caller }
    }

    /// An account with [`PASSWORD`] and a proven address.
    pub async fn db_account(
        &self,
        email: &str,
        roles: &[Role],
        organisation: Option<OrganisationId>,
    ) -> AccountId {
        self.db_account_verified_at(email, roles, organisation, Some(self.clock.now())).await
    }

    /// A student whose address is not proven, signed in.
    pub async fn db_unverified_student(&self) -> Person {
        let email = fresh_email();
        let id = self.db_account_verified_at(&email, &[Role::Student], None, None).await;
        let caller = self.bearer(self.db_token(id).await);
        Person { id, email, caller }
    }

    async fn db_account_verified_at(
        &self,
        email: &str,
        roles: &[Role],
        organisation: Option<OrganisationId>,
        email_verified_at: Option<Instant>,
    ) -> AccountId {
        let account = |id| NewAccount {
            id,
            email: Email::parse(email).expect("an address"),
            profile: Profile {
                given_name: PersonName::parse("Camille").expect("a name"),
                family_name: PersonName::parse("Exemple").expect("a name"),
                locale: Locale::French,
            },
            roles: roles.to_vec(),
            organisation,
            password_hash: Some(PASSWORD_HASH.to_owned()),
            email_verified_at,
            invited_at: None,
        };
        let insert = async |tx: &vmj_persistence::WriteTx| {
            let id = tx.new_id();
            tx.accounts().insert(&account(id)).await?;
            Ok::<_, StoreError>(id)
        };
        self.store.write(insert).await.expect("an account")
    }

    /// The organisation of a code.
    pub async fn db_organisation(&self, code: &str) -> OrganisationId {
        let found = self.store.read::<_, StoreError>(async |tx| tx.organisations().id_of(code).await).await;
        found.expect("a store").unwrap_or_else(|| panic!("no organisation {code}"))
    }

    /// A new organisation below another.
    pub async fn db_sub_organisation(&self, code: &str, parent: &str) -> OrganisationId {
        let seed = OrganisationSeed {
            code: Slug::parse(code).expect("a code"),
            name: Label::parse(code).expect("a name"),
            short_name: Label::parse(code).expect("a name"),
            kind: OrganisationKind::CentralDirection,
            siret: None,
            parent_code: Some(parent.to_owned()),
        };
        self.store
            .write::<_, StoreError>(async |tx| tx.organisations().insert_seed(&seed).await)
            .await
            .expect("inserted")
    }

    /// An access token of a new session, which lasts a year.
    pub async fn db_token(&self, account: AccountId) -> String {
        let open = async |tx: &vmj_persistence::WriteTx| {
            let expires_at = tx.now() + chrono::TimeDelta::days(365);
            let session = NewSession { id: tx.new_id(), account, expires_at };
            tx.sessions().open(&session).await?;
            Ok::<_, StoreError>(session.id)
        };
        let session = self.store.write(open).await.expect("a session");
        let principal =
            TokenPrincipal { sub: account.into(), sid: Some(session.into()), ..TokenPrincipal::default() };
        self.db_issue(principal).await
    }

    /// An HR client of an organisation, with all scopes, and its caller.
    pub async fn hr_client(&self, organisation: &str) -> Caller {
        self.hr_client_with(organisation, Scope::ALL).await
    }

    /// An HR client of an organisation, with these scopes, and its caller.
    pub async fn hr_client_with(&self, organisation: &str, scopes: &[Scope]) -> Caller {
        let organisation = self.db_organisation(organisation).await;
        let new_id = async |tx: &vmj_persistence::WriteTx| Ok::<Uuid, StoreError>(tx.new_id());
        let id = self.store.write(new_id).await.expect("an id");
        let scope = scopes.iter().map(|scope| scope.slug()).collect::<Vec<_>>().join(" ");
        let database = Database::connect(self.database_url.as_str()).await.expect("a connection");
        let insert = Statement::from_sql_and_values(
            database.get_database_backend(),
            "INSERT INTO hr_clients (id, name, organisation_id, scopes, created_at) VALUES ($1, $2, $3, $4, $5)",
            [
                id.into(),
                "HR system".into(),
                Uuid::from(organisation).into(),
                scope.as_str().into(),
                self.clock.now().into(),
            ],
        );
        database.execute_raw(insert).await.expect("an HR client");
        let principal = TokenPrincipal {
            sub: id,
            organisation: Some(organisation.into()),
            scope: Some(scope),
            ..TokenPrincipal::default()
        };
        self.bearer(self.db_issue(principal).await)
    }

    async fn db_issue(&self, principal: TokenPrincipal) -> String {
        self.server.state().gate().issue(Uuid::nil(), principal).await.expect("a token").token
    }
}

/// A code that nothing else has.
pub fn fresh_code() -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    format!("code-{}", NUMBER.fetch_add(1, Ordering::Relaxed))
}

/// An address that nobody else has.
pub fn fresh_email() -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    format!("person-{}@example.fr", NUMBER.fetch_add(1, Ordering::Relaxed))
}
