//! The same over TLS, as `discord.com`, with an authority made for this run: for clients that know no other place.

use std::net::SocketAddr;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

/// Whom the stand-in proves to be.
const NAMES: [&str; 4] = ["discord.com", "gateway.discord.gg", "localhost", "127.0.0.1"];

/// Where TLS is spoken, and whose word proves it.
#[derive(Debug, Clone)]
pub(super) struct Tls {
    pub(super) address: SocketAddr,
    /// The certificate of the authority, in PEM.
    pub(super) authority: String,
}

/// Takes TLS on a free port and hands what it carries to the plain listener.
pub(super) async fn open(plain: SocketAddr) -> std::io::Result<Tls> {
    let (config, authority) = certify();
    let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
    let address = listener.local_addr()?;
    let acceptor = TlsAcceptor::from(Arc::new(config));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(carry(acceptor.clone(), stream, plain));
        }
    });
    Ok(Tls { address, authority })
}

async fn carry(acceptor: TlsAcceptor, stream: TcpStream, plain: SocketAddr) {
    let (Ok(mut outside), Ok(mut inside)) = tokio::join!(acceptor.accept(stream), TcpStream::connect(plain))
    else {
        return;
    };
    // A connection that is cut inside is cut outside: without the farewell of TLS.
    let _ = copy_bidirectional(&mut outside, &mut inside).await;
}

/// A certificate for the names of Discord, and the authority that has signed it.
fn certify() -> (ServerConfig, String) {
    let mut of_authority = CertificateParams::new(Vec::new()).expect("no names");
    of_authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().expect("a key");
    let authority = CertifiedIssuer::self_signed(of_authority, key).expect("an authority");
    let key = KeyPair::generate().expect("a key");
    let params = CertificateParams::new(NAMES.map(String::from)).expect("names");
    let certificate = params.signed_by(&key, &authority).expect("a certificate");
    let private = PrivateKeyDer::try_from(key.serialize_der()).expect("a key in DER");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions of TLS")
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], private)
        .expect("a certificate for this key");
    (config, authority.pem())
}
