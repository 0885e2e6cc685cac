package dev.livereload.cli;

import dev.livereload.Range;
import dev.livereload.event.Notice;
import dev.livereload.server.DevServer;
import dev.livereload.server.DevServerOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the server listens, and who may ask it. */
final class AccessArguments {

  @Option(
      names = {"-p", "--port"},
      paramLabel = "N",
      description = "Port; 0 takes any free one. Default: the first free one from 8080 on.")
  private @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "ADDR",
      description =
          "Address to bind. Where other machines reach it, they need the token in the address that"
              + " is printed. Default: 127.0.0.1 and ::1.")
  private @Nullable String host;

  @Option(
      names = "--https",
      description =
          "Speak TLS, and HTTP/2 with it. The certificate is made on the spot and kept; --cert brings"
              + " another.")
  private boolean https;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "The certificate for --https in PEM, with those that vouch for it after it.")
  private @Nullable Path certificate;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The key of that certificate in PEM. Default: it is in the same file.")
  private @Nullable Path certificateKey;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description = "Answer under this host name, too; .NAME stands for all below it. Repeatable.")
  private List<String> allowHosts = new ArrayList<>();

  @Option(
      names = "--allow-origin",
      paramLabel = "ORIGIN",
      description =
          "Let pages of exactly this origin, such as http://localhost:3000, use the script tag"
              + " without the key. Repeatable.")
  private List<String> allowOrigins = new ArrayList<>();

  @Option(
      names = "--new-key",
      description =
          "Forget the key that is in the script tag for other origins, and the token; make others.")
  private boolean newKey;

  @Option(
      names = "--no-token",
      description = "With --host: let in everybody who can connect. Dangerous.")
  private boolean noToken;

  void addTo(DevServerOptions.Builder options) throws BadArgumentException {
    options
        .allowHosts(allowHosts)
        .allowOrigins(allowOrigins)
        .newKey(newKey)
        .https(https)
        .token(!noToken);
    if (noToken && !isOpen()) {
      throw new BadArgumentException(
          "--no-token is for a server that other machines reach, and this is none.",
          "Leave it out, or name an address for them with --host.");
    }
    if (port != null) {
      options.port(Arguments.within("--port", port, Range.PORT));
    }
    if (host != null) {
      options.host(host);
    }
    if (certificate != null) {
      Arguments.filled("--cert", certificate);
      options.certificate(certificate, certificateKey == null ? certificate : certificateKey);
    } else if (certificateKey != null) {
      throw new BadArgumentException(
          "--key is of the certificate that --cert names, and there is none.");
    }
  }

  // What is no address is for the server to say.
  private boolean isOpen() {
    try {
      return host != null
          && !Stream.of(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException e) {
      return true;
    }
  }

  /** Says that another port was taken than the one that people expect. */
  Optional<Notice> otherPort(int taken) {
    return port != null || taken == DevServer.FIRST_PORT
        ? Optional.empty()
        : Optional.of(
            new Notice(
                "Port " + DevServer.FIRST_PORT + " is in use, so this is port " + taken + ".",
                "Name one with --port to have no other."));
  }
}
