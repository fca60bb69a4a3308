//! Where numbers come from, one source a file.
