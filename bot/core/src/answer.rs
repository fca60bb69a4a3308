//! What a question about values comes to: sums and ratios over days, comparisons, causes, room, changes.

pub mod changes;
pub mod compare;
pub mod coverage;
pub mod earlier;
pub mod leaving;
pub mod margin;
pub mod measure;
pub mod moved;
pub mod room;
pub mod slices;
pub mod together;
pub mod total;
