package dev.livereload.server;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.MimeTypes;

/** Media types by file name; the content is never sniffed. */
final class MediaTypes {

  static final String HTML = "text/html";
  static final String XHTML = "application/xhtml+xml";
  static final String CSS = "text/css";

  private static final String UNKNOWN = "application/octet-stream";

  // What Jetty's table lacks, or has under a name that browsers refuse.
  private static final Map<String, String> MORE =
      Map.ofEntries(
          Map.entry("cjs", "text/javascript"),
          Map.entry("flac", "audio/flac"),
          Map.entry("geojson", "application/geo+json"),
          Map.entry("glb", "model/gltf-binary"),
          Map.entry("gltf", "model/gltf+json"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("jsonld", "application/ld+json"),
          Map.entry("jxl", "image/jxl"),
          Map.entry("m4a", "audio/mp4"),
          Map.entry("map", "application/json"),
          Map.entry("md", "text/markdown"),
          Map.entry("oga", "audio/ogg"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("ogv", "video/ogg"),
          Map.entry("opus", "audio/ogg"),
          Map.entry("vtt", "text/vtt"),
          Map.entry("wav", "audio/wav"),
          Map.entry("weba", "audio/webm"),
          Map.entry("webm", "video/webm"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("yaml", "application/yaml"),
          Map.entry("yml", "application/yaml"));

  private static final Map<String, String> BY_EXTENSION = byExtension();

  private MediaTypes() {}

  private static Map<String, String> byExtension() {
    Map<String, String> all = new HashMap<>(MimeTypes.DEFAULTS.getMimeMap());
    all.putAll(MORE);
    return Map.copyOf(all);
  }

  /** Returns the media type of a file called {@code name}, without a charset. */
  static String of(String name) {
    int dot = name.lastIndexOf('.');
    if (dot < 0) {
      return UNKNOWN;
    }
    String extension = name.substring(dot + 1).toLowerCase(Locale.ROOT);
    return BY_EXTENSION.getOrDefault(extension, UNKNOWN);
  }

  /** Whether {@code type} is a document that a browser navigates to and runs scripts in. */
  static boolean isDocument(String type) {
    return type.equals(HTML) || type.equals(XHTML);
  }

  /** Whether {@code type} is text, which wants a charset and is worth compressing. */
  static boolean isText(String type) {
    return type.startsWith("text/")
        || type.endsWith("+json")
        || type.endsWith("+xml")
        || type.equals("application/json")
        || type.equals("application/xml")
        || type.equals("application/yaml");
  }
}
