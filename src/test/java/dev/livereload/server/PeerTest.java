package dev.livereload.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "127.8.8.8, true",
    "0:0:0:0:0:0:0:1, true",
    "[0:0:0:0:0:0:0:1], true",
    "::1, true",
    "[::1%lo], true",
    "::ffff:127.0.0.1, true",
    "::ffff:192.0.2.7, false",
    "192.168.0.5, false",
    "fe80::1%eth0, false",
    "localhost, false",
    "127.evil.test, false",
    "'', false",
  })
  void onlyAnAddressOfTheLoopbackIsThisMachine(String address, boolean here) {
    assertEquals(here, Peer.isThisMachine(address));
  }
}
