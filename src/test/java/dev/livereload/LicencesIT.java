package dev.livereload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Proves {@code docs/licences.md}, by the bill of materials that the build has made. */
final class LicencesIT {

  private static final Path TABLE = Path.of("docs/licences.md");

  // Their jars come and go with a version, all under one licence.
  private static final String JETTY = "org.eclipse.jetty";

  private static final Map<String, String> SAID_ELSEWHERE =
      Map.of("com.grack:nanojson", "MIT or Apache-2.0, by its README: the POM names none");

  @Test
  void whatTheRunnableJarIsMadeOfIsListedWithItsLicence() throws Exception {
    JsonObject bom = JsonParser.object().from(Files.readString(Path.of("target/bom.json")));
    Map<String, String> rows = new TreeMap<>();
    Set<String> jetty = new LinkedHashSet<>();
    int jettyJars = 0;
    for (Object each : bom.getArray("components")) {
      JsonObject part = (JsonObject) each;
      String name = part.getString("group") + ":" + part.getString("name");
      String rest = " | " + part.getString("version") + " | " + licence(name, part) + " |";
      if (name.startsWith(JETTY)) {
        jetty.add(rest);
        jettyJars++;
      } else {
        rows.put(name, "| " + name + rest);
      }
    }
    assertEquals(1, jetty.size(), jetty::toString);
    String all = JETTY + ", " + jettyJars + " jars";
    rows.put(all, "| " + all + jetty.iterator().next());

    assertEquals(String.join("\n", rows.values()), String.join("\n", listed()));
  }

  private static List<String> listed() throws IOException {
    return Files.readAllLines(TABLE).stream()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| part"))
        .toList();
  }

  private static String licence(String name, JsonObject part) {
    String known =
        part.getArray("licenses", new JsonArray()).stream()
            .map(each -> ((JsonObject) each).getObject("license"))
            .map(licence -> licence.getString("id", licence.getString("name")))
            .collect(Collectors.joining(" or "));
    return SAID_ELSEWHERE.getOrDefault(name, known);
  }

  @Test
  void theJarBringsTheNoticesThatLicencesAskFor() throws IOException {
    try (JarFile jar = new JarFile("target/livereload.jar")) {
      assertTrue(jar.getEntry("META-INF/LICENSE") != null);
      byte[] notices = jar.getInputStream(jar.getEntry("META-INF/licences.md")).readAllBytes();
      assertEquals(Files.readString(TABLE), new String(notices, UTF_8));
    }
  }
}
