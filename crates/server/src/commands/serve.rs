//! `serve`

use std::error::Error;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use actix_web::rt::{spawn, task::JoinHandle};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::oneshot;
use vmj_domain::access::{Reach, Role};
use vmj_domain::reference::Reference;
use vmj_http::access::keys;
use vmj_http::{AppState, Server};
use vmj_jobs::{Planner, Timekeeper, Worker};
use vmj_persistence::{AccountFilter, Preparation, Store, StoreError, SystemClock};

use super::healthcheck::reachable;
use super::{Outcome, print};
use crate::config::{Settings, redact_database_url};
use crate::settings;

/// How soon a matching run is begun that was asked for: somebody looks at a screen.
const PLANNING_POLL: Duration = Duration::from_millis(200);

/// A server under way.
struct Running {
    server: Server,
    end: JoinHandle<std::io::Result<()>>,
    workers: Vec<Background>,
    store: Arc<Store>,
}

/// A worker, and what stops it when it is dropped.
struct Background {
    stop: oneshot::Sender<()>,
    end: JoinHandle<()>,
}

/// Serves until told to stop.
pub async fn serve(settings: &Settings, demo: bool) -> Outcome {
    let mut stop = Stop::listen()?;
    let Running { server, mut end, workers, store } = tokio::select! {
        running = start(settings, demo) => running?,
        // Nothing is served yet, such as while another server prepares the database.
        () = stop.told() => return Ok(()),
    };
    tokio::select! {
        ended = &mut end => return Ok(ended??),
        () = stop.told() => {}
    }
    tracing::info!("stopping");
    server.stop().await;
    end.await??;
    // All are told before the first is waited for.
    let ends: Vec<_> = workers.into_iter().map(Background::stop).collect();
    for end in ends {
        end.await?;
    }
    store.close().await;
    Ok(())
}

async fn start(settings: &Settings, demo: bool) -> Result<Running, Box<dyn Error>> {
    let listener = listen("http.listen", settings.http.listen)?;
    let metrics = settings.metrics.listen.map(|address| listen("metrics.listen", address)).transpose()?;
    let store = Arc::new(prepare(settings, demo).await?);
    let state = AppState::start(store.clone(), settings::http(settings)).await?;
    let metrics_address = metrics.as_ref().map(TcpListener::local_addr).transpose()?;
    let address = listener.local_addr()?;
    let reference = state.shared_reference();
    let (server, end) = vmj_http::serve(state, listener, metrics)?;
    let end = spawn(end);
    let workers = workers(settings, &store, reference);
    greet(settings, address, metrics_address, &store).await?;
    if demo {
        print(&super::demo::accounts())?;
    }
    Ok(Running { server, end, workers, store })
}

/// Starts what this server does without requests.
fn workers(settings: &Settings, store: &Arc<Store>, reference: Arc<Reference>) -> Vec<Background> {
    let sender = settings::transport(settings).map(|transport| {
        let worker = Worker::new(store.clone(), transport);
        Background::start(|stop| worker.run(stop))
    });
    let timekeeper = settings::poll(&settings.jobs).map(|poll| {
        let front_url = settings::front_url(&settings.http).to_owned();
        let timekeeper = Timekeeper::new(store.clone(), front_url);
        Background::start(|stop| timekeeper.run(poll, stop))
    });
    let planner = settings::poll(&settings.jobs).map(|poll| {
        let planner = Planner::new(store.clone(), reference);
        Background::start(|stop| planner.run(poll.min(PLANNING_POLL), stop))
    });
    sender.into_iter().chain(timekeeper).chain(planner).collect()
}

impl Background {
    fn start<W: Future<Output = ()> + 'static>(run: impl FnOnce(oneshot::Receiver<()>) -> W) -> Self {
        let (stop, stopped) = oneshot::channel();
        Self { stop, end: spawn(run(stopped)) }
    }

    /// Tells it to stop; it ends when it has done what it began.
    fn stop(self) -> JoinHandle<()> {
        drop(self.stop);
        self.end
    }
}

/// Brings the database up to date. Servers that start at once take turns.
async fn prepare(settings: &Settings, demo: bool) -> Result<Store, Box<dyn Error>> {
    let preparation = Preparation::begin(&settings::database(settings), Arc::new(SystemClock)).await?;
    let prepared = prepare_in_turn(settings, demo, &preparation).await;
    preparation.end().await?;
    prepared
}

async fn prepare_in_turn(
    settings: &Settings,
    demo: bool,
    turn: &Preparation,
) -> Result<Store, Box<dyn Error>> {
    turn.up(None).await?;
    if demo {
        super::demo::prepare(settings).await?;
    }
    let store = Store::connect(&settings::database(settings), Arc::new(SystemClock)).await?;
    // Out of turn, each server would make a first key, which the others would not know yet.
    keys::ensure(&store, &settings.auth.key_encryption_secret.expose().into()).await?;
    Ok(store)
}

fn listen(setting: &str, address: SocketAddr) -> Result<TcpListener, Box<dyn Error>> {
    let listener = TcpListener::bind(address).map_err(|error| format!("{setting} = {address}: {error}"))?;
    Ok(listener)
}

/// Tells a newcomer where to look and what to do next.
async fn greet(
    settings: &Settings,
    address: SocketAddr,
    metrics: Option<SocketAddr>,
    store: &Store,
) -> Outcome {
    let (version, address) = (env!("CARGO_PKG_VERSION"), reachable(address));
    let mut text = format!(
        "Vis mon job {version} on {}\n  API         http://{address}/v1\n  Swagger UI  http://{address}/docs/\n",
        redact_database_url(settings.database.url.expose())
    );
    if let Some(metrics) = metrics.map(reachable) {
        text += &format!("  Metrics     http://{metrics}/metrics\n");
    }
    let admins = AccountFilter { role: Some(Role::DinumAdmin), ..AccountFilter::default() };
    if store.read::<_, StoreError>(async |tx| tx.accounts().count(Reach::Everything, &admins).await).await?
        == 0
    {
        // As this program was called: by its path from the build, by its name in the image.
        let program = std::env::args().next().unwrap_or_else(|| "vis-mon-job".to_owned());
        text += &format!(
            "Next step: make the first DINUM admin, in another terminal:\n  {program} account create \
             --email admin@example.fr --given-name Camille --family-name Exemple\n"
        );
    }
    print(&text)
}

/// The signals that end the server.
struct Stop {
    terminate: Signal,
    interrupt: Signal,
}

impl Stop {
    fn listen() -> std::io::Result<Self> {
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn told(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
