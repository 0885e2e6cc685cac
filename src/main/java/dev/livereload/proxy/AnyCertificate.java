package dev.livereload.proxy;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** TLS to a server on this machine, whose certificate somebody made for it, or has let expire. */
public final class AnyCertificate implements X509TrustManager {

  private AnyCertificate() {}

  static SSLSocketFactory sockets() {
    return context().getSocketFactory();
  }

  /** Returns the TLS of a client that takes any certificate. */
  public static SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new AnyCertificate()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has TLS.", e);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) {
    // It is the client.
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) {
    // Whatever it is, it stays on this machine.
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
