//! Putting the server together.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::middleware::{Compress, from_fn};
use actix_web::web::Data;
use actix_web::{App, HttpServer};

use crate::middleware::cors::cors;
use crate::middleware::envelope::envelope;
use crate::middleware::metrics::Metrics;
use crate::routes;
use crate::state::AppState;

/// How often idle budgets are cleared away and signing keys are read again.
const TEND_EVERY: Duration = Duration::from_secs(10);
/// How many new connections wait to be accepted.
const BACKLOG: i32 = 4096;

/// A running server.
#[derive(Debug)]
pub struct Server {
    state: Data<AppState>,
    handle: ServerHandle,
    metrics: Option<ServerHandle>,
}

/// Serves on a listener until stopped, and the metrics on another. The returned future ends with the server.
///
/// # Errors
/// The listener cannot be used.
pub fn serve(
    state: AppState,
    listener: TcpListener,
    metrics_listener: Option<TcpListener>,
) -> std::io::Result<(Server, impl Future<Output = std::io::Result<()>>)> {
    let state = Data::from(Arc::new(state));
    let settings = state.settings().clone();
    let app_state = state.clone();
    let server = HttpServer::new(move || {
        App::new()
            .app_data(app_state.clone())
            .wrap(Compress::default())
            .wrap(cors(&app_state.settings().allowed_origins))
            .wrap(from_fn(envelope))
            .configure(|config| {
                routes::configure(&mut utoipa_actix_web::service_config::ServiceConfig::new(config));
            })
    })
    .workers(settings.workers)
    .client_request_timeout(settings.header_timeout)
    .shutdown_timeout(settings.shutdown_timeout.as_secs())
    .disable_signals()
    .listen(queueing(listener)?)?
    .run();
    let handle = server.handle();
    let metrics_server =
        metrics_listener.map(|listener| metrics_server(state.metrics().clone(), listener)).transpose()?;
    let metrics = metrics_server.as_ref().map(actix_web::dev::Server::handle);
    if let Some(server) = metrics_server {
        actix_web::rt::spawn(server);
    }
    let tended = state.clone();
    actix_web::rt::spawn(async move {
        loop {
            tokio::time::sleep(TEND_EVERY).await;
            tended.tidy();
            tended.gate().refresh_keys().await;
        }
    });
    Ok((Server { state, handle, metrics }, server))
}

/// The listener with room for a peak of new connections: the standard library queues 128, and the kernel resets the rest.
fn queueing(listener: TcpListener) -> std::io::Result<TcpListener> {
    socket2::SockRef::from(&listener).listen(BACKLOG)?;
    Ok(listener)
}

fn metrics_server(metrics: Metrics, listener: TcpListener) -> std::io::Result<actix_web::dev::Server> {
    let server = HttpServer::new(move || {
        App::new().app_data(Data::new(metrics.clone())).service(routes::service::show_metrics)
    });
    Ok(server.workers(1).disable_signals().listen(listener)?.run())
}

impl Server {
    /// What the requests share.
    #[must_use]
    pub fn state(&self) -> &AppState {
        &self.state
    }

    /// Stops in good order: `/readyz` turns first, then the listener closes, then requests under way end.
    pub async fn stop(&self) {
        self.state.drain();
        tokio::time::sleep(self.state.settings().drain).await;
        self.handle.stop(true).await;
        if let Some(metrics) = &self.metrics {
            metrics.stop(false).await;
        }
    }
}
