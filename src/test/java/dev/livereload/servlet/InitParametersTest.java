package dev.livereload.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.Mount;
import dev.livereload.event.UrlPath;
import dev.livereload.server.EmbeddingOptions;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InitParametersTest {

  private static LiveReloadConfig read(Map<String, String> parameters) {
    LiveReloadConfig config = new LiveReloadConfig();
    InitParameters.apply(new Parameters(parameters), config);
    return config;
  }

  @Test
  void eachStandsForTheMethodOfItsName() {
    LiveReloadConfig config =
        read(
            Map.of(
                "enabled", " true ",
                "watch", "a, b",
                "ignore", "*.tmp",
                "mount", "/=site, /img = pictures",
                "allowHosts", "app.test"));

    assertTrue(config.isEnabled());
    EmbeddingOptions options = config.options("");
    assertEquals(
        List.of(
            new Mount(UrlPath.ROOT, Path.of("site").toAbsolutePath()),
            new Mount(new UrlPath("/img"), Path.of("pictures").toAbsolutePath())),
        options.liveReload().mounts());
    assertTrue(options.liveReload().watch().contains(Path.of("b").toAbsolutePath()));
    assertEquals(List.of("*.tmp"), options.liveReload().ignore());
    assertEquals(List.of("app.test"), options.allowHosts());
  }

  @Test
  void oneThatIsMissingSaysNothing() {
    assertEquals(false, read(Map.of()).isEnabled());
  }

  @Test
  void aMountThatIsNoneIsNamedWithACure() {
    IllegalStateException failure =
        assertThrows(IllegalStateException.class, () -> read(Map.of("mount", "site")));

    assertTrue(String.valueOf(failure.getMessage()).contains("/=site"));
  }

  private record Parameters(Map<String, String> values) implements FilterConfig {

    @Override
    public String getFilterName() {
      return "livereload";
    }

    @Override
    public ServletContext getServletContext() {
      throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable String getInitParameter(String name) {
      return values.get(name);
    }

    @Override
    public Enumeration<String> getInitParameterNames() {
      return Collections.enumeration(values.keySet());
    }
  }
}
