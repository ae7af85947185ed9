//! Behaviour, through the real server on real databases.

mod document;
mod smoke;
