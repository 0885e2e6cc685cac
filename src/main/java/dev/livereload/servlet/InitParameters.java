package dev.livereload.servlet;

import jakarta.servlet.FilterConfig;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code web.xml} can say of {@link LiveReloadFilter}, each parameter named as the method of
 * {@link LiveReloadConfig} that it stands for: {@code enabled} ({@code true} or {@code false}),
 * {@code watch}, {@code ignore}, {@code allowHosts} (lists with commas), {@code mount} (a list of
 * {@code PATH=FOLDER}).
 */
final class InitParameters {

  private InitParameters() {}

  static void apply(FilterConfig from, LiveReloadConfig to) {
    String enabled = from.getInitParameter("enabled");
    if (enabled != null) {
      to.enabled(Boolean.parseBoolean(enabled.strip()));
    }
    each(from.getInitParameter("watch"), folder -> to.watch(Path.of(folder)));
    each(from.getInitParameter("ignore"), to::ignore);
    each(from.getInitParameter("allowHosts"), to::allowHosts);
    each(
        from.getInitParameter("mount"),
        mount -> {
          String[] parts = mount.split("=", 2);
          if (parts.length == 1) {
            throw new IllegalStateException(
                "The mount \"" + mount + "\" is none. Write it as PATH=FOLDER, such as /=site.");
          }
          to.mount(parts[0].strip(), Path.of(parts[1].strip()));
        });
  }

  private static void each(@Nullable String list, Consumer<String> to) {
    if (list != null) {
      Stream.of(list.split(",")).map(String::strip).filter(each -> !each.isEmpty()).forEach(to);
    }
  }
}
