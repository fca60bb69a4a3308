//! The durable state of Steward: one concrete store over SQLite and PostgreSQL.
