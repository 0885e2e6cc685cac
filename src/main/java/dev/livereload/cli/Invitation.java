package dev.livereload.cli;

import dev.livereload.event.Notice;
import dev.livereload.server.Address;
import java.util.List;

/** What is said where other machines can connect. Pure. */
final class Invitation {

  private Invitation() {}

  /** Returns what that means, for whoever started it. */
  static Notice warning(boolean token) {
    return token
        ? new Notice(
            "Other machines can connect: whoever has an address below, with its token, can read"
                + " every file of the site.",
            "Only with --https others in the same network cannot read along.")
        : new Notice(
            "DANGER: other machines can connect, and --no-token lets in everybody who reaches"
                + " an address below: they can read every file of the site.",
            "Leave out --no-token to ask them for a token.");
  }

  /** Returns the addresses, and the first one as a QR code, one line each. */
  static String lines(List<Address> addresses) {
    StringBuilder lines = new StringBuilder();
    for (Address address : addresses) {
      lines.append("  %s (%s)\n".formatted(address.url(), address.network()));
    }
    if (!addresses.isEmpty()) {
      lines.append(QrCode.of(addresses.get(0).url().toString()));
    }
    return lines.toString();
  }
}
