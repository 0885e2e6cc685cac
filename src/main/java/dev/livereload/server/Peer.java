package dev.livereload.server;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who is at the other end of a connection. */
final class Peer {

  private Peer() {}

  /**
   * Whether it is a program of this machine.
   *
   * @param address as a container writes it: an IPv6 address with brackets or without, and perhaps
   *     with a zone
   */
  static boolean isThisMachine(String address) {
    String literal = address.replaceFirst("%[^\\]]*", "").replaceAll("[\\[\\]]", "");
    boolean isAddress =
        Authority.parse(literal.contains(":") ? "[" + literal + "]" : literal)
            .filter(Authority::isAddress)
            .isPresent();
    try {
      // A literal is never looked up.
      return isAddress && InetAddress.getByName(literal).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
