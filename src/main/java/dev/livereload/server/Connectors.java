package dev.livereload.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Finds a port and opens it on every address that is asked for, or on none. */
final class Connectors {

  /** Ports tried where none is given; by then something else is wrong. */
  static final int PORTS_TRIED = 100;

  /** Unix keeps the ports below for programs of the system. */
  private static final int FIRST_FREE_FOR_ALL = 1024;

  /** How long a server on this machine may take to answer before its port counts as closed. */
  private static final int ANSWER_MILLIS = 500;

  // Jetty's 50 lets connections of a reconnect storm wait a second and more for their next try.
  private static final int ACCEPT_QUEUE = 4096;

  // The system would take four megabytes for a reader that does not read, outside of all bounds
  // here, and a second of work for a few hundred such readers.
  private static final int SEND_BUFFER = 256 * 1024;

  private Connectors() {}

  /**
   * Opens the port.
   *
   * @throws PortTakenException if the given port, or every one tried, is taken
   * @throws PortForbiddenException if the system keeps the given port for its own servers
   */
  static List<ServerConnector> open(
      Server server,
      HttpConfiguration http,
      Optional<Tls> tls,
      List<InetAddress> addresses,
      Ports ports)
      throws IOException {
    int first = ports.given().orElse(DevServer.FIRST_PORT);
    boolean anyFree = ports.given().isPresent() && first == 0;
    int tries = ports.given().isPresent() && !anyFree ? 1 : PORTS_TRIED;
    for (int attempt = 0; attempt < tries; attempt++) {
      int candidate = anyFree ? 0 : first + attempt;
      if (candidate == ports.other().orElse(-1)) {
        continue;
      }
      Optional<List<ServerConnector>> opened = openAll(server, http, tls, addresses, candidate);
      if (opened.isPresent()) {
        return opened.get();
      }
    }
    // The system refuses both with the same exception; but a port that is taken answers.
    throw first < FIRST_FREE_FOR_ALL && addresses.stream().noneMatch(at -> answers(at, first))
        ? new PortForbiddenException(first)
        : new PortTakenException(first);
  }

  private static boolean answers(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), ANSWER_MILLIS);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  // All or none: a browser may try any address of localhost, and must not find another server
  // there.
  private static Optional<List<ServerConnector>> openAll(
      Server server,
      HttpConfiguration http,
      Optional<Tls> tls,
      List<InetAddress> addresses,
      int port)
      throws IOException {
    List<ServerConnector> opened = new ArrayList<>();
    for (InetAddress address : addresses) {
      ServerConnector connector = new ServerConnector(server, Protocols.of(http, tls));
      connector.setHost(address.getHostAddress());
      connector.setPort(opened.isEmpty() ? port : opened.get(0).getLocalPort());
      connector.setAcceptQueueSize(ACCEPT_QUEUE);
      connector.setAcceptedSendBufferSize(SEND_BUFFER);
      try {
        connector.open();
        opened.add(connector);
      } catch (IOException e) {
        opened.forEach(ServerConnector::close);
        // Jetty wraps the BindException; another cause is not cured by another port.
        if (e instanceof BindException || e.getCause() instanceof BindException) {
          return Optional.empty();
        }
        throw e;
      }
    }
    return Optional.of(opened);
  }

  /**
   * Returns the addresses to bind: those that {@code host} names, or the loopback ones of this
   * machine, IPv4 first.
   *
   * @throws BadHostException if {@code host} names none, or one of another machine
   */
  static List<InetAddress> addresses(Optional<String> host) throws IOException {
    return host.isPresent() ? named(host.get()) : loopback();
  }

  private static List<InetAddress> named(String host) throws IOException {
    if (host.isBlank()) {
      throw new BadHostException("The host is empty.", "Name one, such as 127.0.0.1.");
    }
    try {
      List<InetAddress> addresses = List.of(InetAddress.getAllByName(host));
      for (InetAddress address : addresses) {
        if (!isOurs(address)) {
          throw new BadHostException(
              "The host " + host + " is another machine.",
              "Name an address of this one, or 0.0.0.0 for all that it has.");
        }
      }
      return addresses;
    } catch (UnknownHostException e) {
      throw new BadHostException(
          "There is no host " + host + ".", "Name an address of this machine, such as 127.0.0.1.");
    }
  }

  // All of 127.0.0.0/8 is, though no interface names it.
  private static boolean isOurs(InetAddress address) throws IOException {
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || NetworkInterface.getByInetAddress(address) != null;
  }

  /** Whether other machines can connect to one of {@code addresses}. */
  static boolean areOpen(List<InetAddress> addresses) {
    return !addresses.stream().allMatch(InetAddress::isLoopbackAddress);
  }

  private static List<InetAddress> loopback() throws IOException {
    List<InetAddress> addresses = new ArrayList<>();
    addresses.add(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    InetAddress ipv6 =
        InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
    if (NetworkInterface.getByInetAddress(ipv6) != null) {
      addresses.add(ipv6);
    }
    return addresses;
  }
}
