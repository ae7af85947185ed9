//! Whether the process lives, and whether it can do its work.

use std::time::Duration;

use actix_web::web::{Data, Json};
use actix_web::{Responder, get};
use serde_json::json;

use crate::problem::Problem;
use crate::state::AppState;

/// A database that takes longer to answer a ping counts as away.
const PATIENCE: Duration = Duration::from_secs(1);

/// The process lives: nothing else is asked, so that a database that is away does not restart every server.
#[get("/livez")]
pub async fn livez() -> impl Responder {
    Json(json!({ "status": "alive" }))
}

/// The database answers at our migration level, and the server is not about to stop.
///
/// # Errors
/// 503.
#[get("/readyz")]
pub async fn readyz(state: Data<AppState>) -> Result<impl Responder, Problem> {
    if state.is_draining() {
        return Err(Problem::unavailable().with_detail("Le serveur s’arrête.", "The server is stopping."));
    }
    let ready = tokio::time::timeout(PATIENCE, state.gate().ready()).await;
    ready.unwrap_or_else(|_| Err(Problem::unavailable()))?;
    Ok(Json(json!({ "status": "ready" })))
}
