//! The middleware of `/v1`: token, then budget, then caller.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{AUTHORIZATION, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage as _};
use uuid::Uuid;
use vmj_domain::access::Actor;
use vmj_persistence::Principal;

use super::Caller;
use crate::contract::context::RequestContext;
use crate::middleware::budget::Spent;
use crate::problem::{Problem, ProblemCode};
use crate::state::AppState;

/// Finds out who calls. A token that is there must be good, on public operations too.
///
/// # Errors
/// None of its own: refusals are answers.
pub async fn authenticate<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let Some(state) = request.app_data::<Data<AppState>>().cloned() else {
        let problem = Problem::new(ProblemCode::InternalError);
        return Ok(request.error_response(problem).map_into_right_body());
    };
    let token = verified(&request, &state).await;
    let spent = spend(&request, &state, &token);
    let admitted = match (&spent, token) {
        (Some(spent), _) if spent.is_exhausted() => Err(spent.problem()),
        (_, Err(problem)) => Err(problem),
        (_, Ok(None)) => Ok(Actor::Anonymous),
        (_, Ok(Some((_, principal)))) => actor(&state, principal).await,
    };
    let mut response = match admitted {
        Ok(actor) => {
            request.extensions_mut().insert(Caller(actor));
            next.call(request).await?.map_into_left_body()
        }
        Err(problem) => request.error_response(problem).map_into_right_body(),
    };
    if let Some(spent) = spent {
        spent.write(response.headers_mut());
    }
    Ok(response)
}

type Verified = Result<Option<(Uuid, Principal)>, Problem>;

async fn verified(request: &ServiceRequest, state: &AppState) -> Verified {
    let Some(header) = request.headers().get(AUTHORIZATION) else { return Ok(None) };
    let token = bearer(header).ok_or(Problem::new(ProblemCode::InvalidToken))?;
    state.gate().tokens().verify(state.gate().store(), token).await.map(Some)
}

/// The token of a `Bearer` header (RFC 6750 section 2.1).
fn bearer(header: &HeaderValue) -> Option<&str> {
    let (scheme, token) = header.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn spend(request: &ServiceRequest, state: &AppState, token: &Verified) -> Option<Spent> {
    let budgets = state.budgets()?;
    match token {
        Ok(Some((principal, _))) => Some(budgets.of_principal(*principal)),
        Ok(None) | Err(_) => {
            let context = request.extensions().get::<RequestContext>().cloned()?;
            Some(budgets.of_address(context.address))
        }
    }
}

async fn actor(state: &AppState, principal: Principal) -> Result<Actor, Problem> {
    state.gate().actor(principal).await?.ok_or(Problem::new(ProblemCode::InvalidToken))
}
