//! Who calls, what they may do, and the only way to the database.
//!
//! [`Access`] is the first parameter of every handler. Its type names the permission that the operation demands;
//! having one means that the caller holds it; and only it opens transactions. An operation that forgot it would
//! have no data to give away.

mod authenticate;
mod demand;
mod gate;
mod key_set;
pub mod keys;
pub(crate) mod opaque;
pub mod passwords;
mod token;
mod unit;

use std::future::{Ready, ready};
use std::marker::PhantomData;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use vmj_domain::access::Actor;
use vmj_domain::clock::Instant;
use vmj_persistence::{ReadTx, WriteTx};

pub use authenticate::authenticate;
pub use demand::*;
pub use gate::Gate;
pub use token::{Claims, IssuedToken, TokenIssuer, TokenPrincipal};
pub use unit::{Interruption, Unit};

use crate::contract::context::RequestContext;
use crate::contract::reply::{Answer, Replayable};
use crate::problem::{Problem, ProblemCode};
use crate::state::AppState;

/// What authentication found; absent outside `/v1`.
#[derive(Clone, Debug)]
struct Caller(Actor);

/// The caller holds `P`.
#[derive(Debug)]
pub struct Access<P> {
    actor: Actor,
    state: Data<AppState>,
    context: RequestContext,
    request: HttpRequest,
    demand: PhantomData<P>,
}

impl<P> Access<P> {
    /// Who calls.
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// What is shared by all requests.
    pub fn state(&self) -> &AppState {
        &self.state
    }

    /// The present instant.
    pub fn now(&self) -> Instant {
        self.state.gate().store().clock().now()
    }

    /// Where the request came from, for problems within an answer.
    pub const fn context(&self) -> &RequestContext {
        &self.context
    }

    /// Takes one attempt to sign in, or something as dear, from the budget of the client's address.
    ///
    /// # Errors
    /// 429 when there is nothing left.
    pub fn spend_sign_in(&self) -> Result<(), Problem> {
        match self.state.budgets().map(|budgets| budgets.of_sign_in(self.context.address)) {
            Some(spent) if spent.is_exhausted() => Err(spent.problem()),
            _ => Ok(()),
        }
    }

    /// Runs a reading unit of work.
    ///
    /// # Errors
    /// Those of `work`, and 503 when the database is away.
    pub async fn read<T>(&self, work: impl AsyncFnOnce(&ReadTx) -> Result<T, Problem>) -> Result<T, Problem> {
        self.state.gate().store().read(work).await
    }

    /// Runs a writing unit of work in one transaction; it may run more than once. Where it calls
    /// [`Unit::first_time`], its reply is kept for `Idempotency-Key` in the same transaction.
    ///
    /// # Errors
    /// Those of `work`, and 503 when the database is away.
    pub async fn write<R: Replayable>(
        &self,
        work: impl AsyncFn(&Unit<'_>) -> Result<R, Interruption>,
    ) -> Result<R, Problem> {
        self.kept(Length::Short, work).await
    }

    /// As [`Access::write`], for work on very many rows, which may take a minute.
    ///
    /// # Errors
    /// Those of `work`, and 503 when the database is away.
    pub async fn write_at_length<R: Replayable>(
        &self,
        work: impl AsyncFn(&Unit<'_>) -> Result<R, Interruption>,
    ) -> Result<R, Problem> {
        self.kept(Length::Long, work).await
    }

    /// As [`Access::write`], for work whose answer is never kept: it hands out a credential, or says nothing.
    ///
    /// # Errors
    /// Those of `work`, and 503 when the database is away.
    pub async fn write_unkept<T>(
        &self,
        work: impl AsyncFn(&Unit<'_>) -> Result<T, Interruption>,
    ) -> Result<T, Problem> {
        self.transaction(Length::Short, work).await.map_err(|interruption| match interruption {
            Interruption::Problem(problem) => problem,
            Interruption::Replay(_) => Problem::new(ProblemCode::InternalError),
        })
    }

    async fn kept<R: Replayable>(
        &self,
        length: Length,
        work: impl AsyncFn(&Unit<'_>) -> Result<R, Interruption>,
    ) -> Result<R, Problem> {
        let retention = self.state.settings().idempotency_retention;
        let outcome = self
            .transaction(length, async |unit| {
                let reply = work(unit).await?;
                unit.keep(reply.answer(), retention).await?;
                Ok(reply)
            })
            .await;
        match outcome {
            Ok(reply) => Ok(reply),
            Err(Interruption::Replay(stored)) => Ok(R::from_answer(Answer::from_stored(stored))),
            Err(Interruption::Problem(problem)) => Err(problem),
        }
    }

    async fn transaction<T>(
        &self,
        length: Length,
        work: impl AsyncFn(&Unit<'_>) -> Result<T, Interruption>,
    ) -> Result<T, Interruption> {
        let pattern = self.request.match_pattern().unwrap_or_default();
        let operation = format!("{} {pattern}", self.request.method());
        let idempotency_key = unit::idempotency_key(&self.request);
        let run = async |tx: &WriteTx| {
            let unit = Unit::new(tx, &self.actor, &self.context, &operation, &idempotency_key);
            // Boxed: the futures of handlers are large, and copied at each level above this one.
            Box::pin(work(&unit)).await
        };
        let store = self.state.gate().store();
        match length {
            Length::Short => store.write(run).await,
            Length::Long => store.write_at_length(run).await,
        }
    }
}

/// How long a transaction may take.
#[derive(Clone, Copy, Debug)]
enum Length {
    /// As long as any request.
    Short,
    /// A minute.
    Long,
}

impl<P: Demand> FromRequest for Access<P> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(admit(request))
    }
}

fn admit<P: Demand>(request: &HttpRequest) -> Result<Access<P>, Problem> {
    let missing = || {
        tracing::error!("a handler outside the authenticated scope");
        Problem::new(ProblemCode::InternalError)
    };
    let state = request.app_data::<Data<AppState>>().cloned().ok_or_else(missing)?;
    let (context, Caller(actor)) = {
        let extensions = request.extensions();
        let context = extensions.get::<RequestContext>().cloned().ok_or_else(missing)?;
        (context, extensions.get::<Caller>().cloned().ok_or_else(missing)?)
    };
    if !actor.may(P::PERMISSION) {
        let anonymous = actor == Actor::Anonymous;
        return Err(Problem::new(if anonymous {
            ProblemCode::Unauthenticated
        } else {
            ProblemCode::Forbidden
        }));
    }
    Ok(Access { actor, state, context, request: request.clone(), demand: PhantomData })
}
