package dev.livereload.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AddressTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.5, 10.0.0.5",
    "::1, ::1",
    "::, ::",
    "fe80::1, fe80::1",
    "2001:db8::, 2001:db8::",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "0:0:1:0:0:0:1:1, 0:0:1::1:1",
    "0:0:0:1:1:0:0:0, ::1:1:0:0:0",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:db8:a00:100:1000:0:10:1, 2001:db8:a00:100:1000:0:10:1",
    "2001:db8:85a3:8d3:1319:8a2e:370:7348, 2001:db8:85a3:8d3:1319:8a2e:370:7348",
  })
  void anAddressIsWrittenAsPeopleDo(String address, String written) throws UnknownHostException {
    assertEquals(written, Address.written(InetAddress.getByName(address).getHostAddress()));
  }
}
