package dev.livereload.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where other machines reach the server.
 *
 * @param network the name of the network interface
 * @param url with the token, where there is one
 */
public record Address(String network, URI url) {

  // Java writes each field, without zeros at its beginning.
  private static final Pattern ZEROS = Pattern.compile("(?:^|:)0(?::0)+(?::|$)");

  /** A host that other machines know this one by. */
  record Host(String network, String name) {}

  /** Returns what other machines reach {@code bound} by; the short addresses of IPv4 first. */
  static List<Host> hosts(List<InetAddress> bound) throws SocketException {
    List<Host> hosts = new ArrayList<>();
    for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      if (!network.isUp()) {
        continue;
      }
      for (InetAddress address : Collections.list(network.getInetAddresses())) {
        if (isBound(address, bound)) {
          hosts.add(new Host(network.getName(), name(address)));
        }
      }
    }
    hosts.sort(Comparator.comparing(host -> host.name().contains(":")));
    return hosts;
  }

  /**
   * Returns an address of IPv6 as people write it (RFC 5952, section 4.2): two colons stand for its
   * longest run of zeros, the first of several. Any other host stays as it is.
   */
  static String written(String host) {
    return ZEROS
        .matcher(host)
        .results()
        .max(Comparator.comparingLong(run -> run.group().chars().filter(c -> c == '0').count()))
        .map(run -> host.substring(0, run.start()) + "::" + host.substring(run.end()))
        .orElse(host);
  }

  // A browser cannot ask for a link-local address of IPv6, which needs the name of an interface.
  private static boolean isBound(InetAddress address, List<InetAddress> bound) {
    return !address.isLoopbackAddress()
        && !(address instanceof Inet6Address && address.isLinkLocalAddress())
        && bound.stream().anyMatch(each -> each.isAnyLocalAddress() || each.equals(address));
  }

  private static String name(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }
}
