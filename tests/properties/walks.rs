//! Random walks: eight people and systems at once do whatever comes to their minds, over all machines; the rules that
//! always hold, always hold.

mod course;
mod deeds;
mod world;

use futures_util::future::{join, join_all};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use rstest::rstest;
use vmj_tests::Engine;

use self::course::End;
use self::world::World;

/// How many act at once.
const ACTORS: u64 = 8;
/// How often each of them.
const STEPS: usize = 150;
/// How many requests between two moves of the edition.
const PAUSE: usize = 100;
/// After how many steps somebody looks at the whole database.
const LOOK: usize = 25;

async fn walk(world: &World, seed: u64) {
    let mut random = StdRng::seed_from_u64(seed);
    world.begin();
    for step in 0..STEPS {
        world.act(&mut random).await;
        if step % LOOK == 0 {
            world.assert_sound(seed).await;
        }
    }
    world.end();
}

#[rstest]
#[actix_web::test]
async fn whatever_is_done_the_rules_hold(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values(1, 2)] seed: u64,
) {
    let world = World::new(engine).await;
    join_all((0..ACTORS).map(|actor| walk(&world, seed * 1000 + actor))).await;
    world.assert_sound(seed).await;
    let done = world.done();
    // A walk that is refused everywhere would prove nothing.
    for deed in ["pair", "acceptance", "cancellation", "withdrawal", "resumption", "approval", "capacity"] {
        assert!(done.get(deed).copied().unwrap_or(0) > 0, "nobody ever managed {deed}: {done:#?}");
    }
}

/// The edition moves through all of its states meanwhile, and the timekeeper works.
#[rstest]
#[actix_web::test]
async fn whatever_becomes_of_the_edition_the_rules_hold(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values(End::Closed, End::Cancelled)] end: End,
) {
    let seed = 3;
    let world = World::new(engine).await;
    let everybody = join_all((0..ACTORS).map(|actor| walk(&world, seed * 1000 + actor)));
    join(everybody, world.run_its_course(end, PAUSE)).await;
    world.assert_sound(seed).await;
    let edition = world.dinum.get(&format!("/v1/editions/{}", world.edition.id)).await.expect(200);
    let ended = match end {
        End::Closed => "closed",
        End::Cancelled => "cancelled",
    };
    assert_eq!(edition.json["state"], ended);
    let done = world.done();
    for deed in ["pair", "acceptance", "withdrawal", "edition postponement", "edition reopening"] {
        assert!(done.get(deed).copied().unwrap_or(0) > 0, "nobody ever managed {deed}: {done:#?}");
    }
}
