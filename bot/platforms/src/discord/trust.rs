//! Whose certificates are believed: those of this machine, and a further authority where one is named.

use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

use super::api::ApiError;

/// The authorities beside this machine's.
#[derive(Debug, Clone, Default)]
pub struct Trust(Vec<CertificateDer<'static>>);

impl Trust {
    /// Reads the certificates of a further authority from a PEM file.
    ///
    /// # Errors
    /// When there is none in it.
    pub fn read(file: Option<&Path>) -> Result<Self, ApiError> {
        let Some(file) = file else { return Ok(Self::default()) };
        let wrong = |why: &str| {
            ApiError::Certificates(format!("the certificates in {} cannot be read: {why}", file.display()))
        };
        let found = CertificateDer::pem_file_iter(file).map_err(|error| wrong(&error.to_string()))?;
        let found: Vec<_> = found.collect::<Result<_, _>>().map_err(|error| wrong(&error.to_string()))?;
        if found.is_empty() { Err(wrong("there is none")) } else { Ok(Self(found)) }
    }

    pub(super) fn further(&self) -> impl Iterator<Item = &[u8]> {
        self.0.iter().map(AsRef::as_ref)
    }

    /// For the gateway's connection.
    pub(super) fn config(&self) -> Result<Arc<ClientConfig>, ApiError> {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        roots.add_parsable_certificates(self.0.iter().cloned());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| ApiError::Certificates(error.to_string()))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Arc::new(config))
    }
}
