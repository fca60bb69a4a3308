//! The chat platforms outside this process, one folder each.
