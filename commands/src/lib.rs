//! What people can say or press, one file per command.
