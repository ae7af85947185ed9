//! Level by level.

use crate::duals::Prices;
use crate::error::SolveError;
use crate::flow::{self, Network};
use crate::graph;
use crate::instance::Instance;
use crate::level::{Costs, Level, levels};
use crate::market::Market;
use crate::plan;
use crate::solution::{LevelStatistics, Options, Progress, Solution, Statistics};

/// Finds the best plan and proves it.
///
/// # Errors
/// When the instance contradicts itself or a limit.
pub fn solve(instance: &Instance, options: Options) -> Result<Solution, SolveError> {
    solve_watched(instance, options, &mut |_| true)
}

/// Like [`solve`]; `watch` is called many times on the way and ends the run by answering `false`.
///
/// # Errors
/// Like [`solve`], and when it was ended.
pub fn solve_watched(
    instance: &Instance,
    options: Options,
    watch: &mut dyn FnMut(Progress) -> bool,
) -> Result<Solution, SolveError> {
    let market = Market::new(instance, options.seed)?;
    let graph = graph::build(&market)?;
    let mut statistics = Statistics {
        hubs: graph.hubs,
        arcs: graph.arcs.len(),
        members: graph.members.len(),
        levels: Vec::new(),
    };
    let mut network = Network::new(graph, market.seats.clone(), &market.locked);
    let mut prices = Prices::new(&market);
    let levels = levels(&market);
    for (index, &level) in levels.iter().enumerate() {
        let mut report = |waiting| watch(Progress { level, index, levels: levels.len(), waiting });
        if !report(0) {
            return Err(SolveError::Cancelled);
        }
        if !price_arcs(&mut network, &Costs::new(level, &market, options.seed)) {
            prices.add_zeros(level);
            continue;
        }
        let solved = flow::optimise(&mut network, &mut report)?;
        statistics.levels.push(LevelStatistics {
            level,
            arcs: solved.work.arcs,
            moved: solved.work.sent,
            searches: solved.work.searches,
            distance: solved.work.distance,
        });
        network.keep_tight(&solved.price);
        if options.duals && level != Level::Lottery {
            prices.add(level, &network, &solved.price);
        }
    }
    flow::draw(&mut network, &market.lots)?;
    let chosen = plan::chosen(&network)?;
    drop(network);
    let duals = options.duals.then(|| prices.duals(&market));
    Ok(plan::solution(&market, &chosen, duals, statistics))
}

/// Writes a level's costs on the arcs; false when all are 0.
fn price_arcs(network: &mut Network, costs: &Costs<'_>) -> bool {
    let mut any = false;
    for student in 0..network.students {
        let (from, to) = (network.first[student], network.first[student + 1]);
        for arc in network.arcs.range_mut(from, to) {
            arc.cost = costs.of(student, arc.value);
            any |= arc.cost != 0;
        }
    }
    any
}
