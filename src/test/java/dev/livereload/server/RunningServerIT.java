package dev.livereload.server;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.event.LiveEvent;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunningServerIT {

  private static final LiveEvent BUILDING = new LiveEvent.Building("tsc", List.of("a.ts"));

  @TempDir private Path site;

  @Test
  void whatIsReportedIsTold() throws Exception {
    try (TestServer server = TestServer.of(site);
        SseReader events = server.events()) {
      RunningServer.at("" + server.port(), Optional.empty()).report(BUILDING);

      assertTrue(events.event().endsWith("data: {\"name\":\"tsc\",\"files\":[\"a.ts\"]}"));
    }
  }

  @Test
  void aCertificateThatWasMadeOnTheSpotIsTaken() throws Exception {
    try (TestServer server = TestServer.of(site, options -> options.https(true))) {
      RunningServer own = RunningServer.at(server.server().url().toString(), Optional.empty());

      assertDoesNotThrow(() -> own.report(BUILDING));
    }
  }

  @Test
  void nobodyAnswers() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    RunningServer nobody = RunningServer.at("" + free, Optional.empty());

    assertThrows(IOException.class, () -> nobody.report(BUILDING));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ftp://localhost", "http://localhost:8080/__livereload/publish"})
  void anAddressThatIsNoneIsNamed(String address) {
    assertThrows(
        RunningServer.BadAddressException.class, () -> RunningServer.at(address, Optional.empty()));
  }
}
