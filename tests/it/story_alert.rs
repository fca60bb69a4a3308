//! Stories of an alert: it finds its people, is taken, promised, handed on and ended, and nothing is lost on the way.

mod ending;
mod faults;
mod taking;
mod waiting;
