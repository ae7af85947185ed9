//! Rules that hold for every input.

mod hostile;
mod text;
mod walks;
