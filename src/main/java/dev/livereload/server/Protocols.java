package dev.livereload.server;

import java.util.Optional;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** What is spoken on a connection: HTTP/1.1, and over TLS also HTTP/2. */
final class Protocols {

  private Protocols() {}

  /** Returns the factories of a connector, the outermost first. */
  static ConnectionFactory[] of(HttpConfiguration http, Optional<Tls> tls) {
    return tls.isPresent()
        ? Secure.of(http, tls.get())
        : new ConnectionFactory[] {new StrictHttp(http)};
  }

  /** Apart, so that a server without TLS loads none of these classes. */
  private static final class Secure {

    /** Streams that one connection has open at a time: more than a browser has tabs. */
    private static final int MAX_STREAMS = 256;

    private Secure() {}

    static ConnectionFactory[] of(HttpConfiguration http, Tls tls) {
      HttpConfiguration secure = new HttpConfiguration(http);
      // The guard judges the host, and the browser the certificate.
      secure.addCustomizer(new SecureRequestCustomizer(false));
      StrictHttp http1 = new StrictHttp(secure);
      HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(secure);
      http2.setMaxConcurrentStreams(MAX_STREAMS);
      // A browser then opens WebSockets by HTTP/1.1, which a server behind this one knows.
      http2.setConnectProtocolEnabled(false);
      ALPNServerConnectionFactory choice = new ALPNServerConnectionFactory();
      choice.setDefaultProtocol(http1.getProtocol());
      SslContextFactory.Server context = new SslContextFactory.Server();
      String password = SiteKey.random().text();
      context.setKeyStore(tls.keyStore(password));
      context.setKeyStorePassword(password);
      return new ConnectionFactory[] {
        new StrictTls(context, choice.getProtocol()), choice, http2, http1
      };
    }
  }
}
