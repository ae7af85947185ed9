//! The server as a process: the binary is started as an operator starts it, and judged by what it prints, what it
//! answers and how it ends.

#[cfg(test)]
mod support;

#[cfg(test)]
mod account;
#[cfg(test)]
mod compose;
#[cfg(test)]
mod configuration;
#[cfg(test)]
mod demo;
#[cfg(test)]
mod document;
#[cfg(test)]
mod first_start;
#[cfg(test)]
mod image;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod logs;
#[cfg(test)]
mod mail;
#[cfg(test)]
mod matching;
#[cfg(test)]
mod metrics;
#[cfg(test)]
mod migrate;
#[cfg(test)]
mod readme;
#[cfg(test)]
mod several;
#[cfg(test)]
mod shutdown;
