//! Who comes in, and what they may do.

mod accounts;
mod keys;
mod matrix;
mod representations;
mod sessions;
mod suspension;
mod tokens;
