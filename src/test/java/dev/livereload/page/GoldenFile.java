package dev.livereload.page;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A pair of files: {@code NAME.in.EXT} and what becomes of it, {@code NAME.out.EXT}.
 *
 * @param folder below {@code src/test/resources}
 * @param name {@code NAME.in.EXT}
 */
record GoldenFile(Path folder, String name) {

  static List<GoldenFile> of(String folder) {
    Path resources = Path.of("src/test/resources", folder);
    try (Stream<Path> files = Files.list(resources)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.contains(".in."))
          .sorted()
          .map(name -> new GoldenFile(resources, name))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes as text that an assertion can show, one character a byte. */
  static String show(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  byte[] in() {
    return read(name);
  }

  byte[] out() {
    return read(name.replace(".in.", ".out."));
  }

  private byte[] read(String file) {
    try {
      return Files.readAllBytes(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
