package dev.livereload.maven;

import java.net.URL;
import org.codehaus.plexus.classworlds.realm.ClassRealm;

/** Lets Javalin find that there is a log, see {@code StaticLoggerBinder}: in the goals alone. */
final class LogMark {

  private static final String FOLDER = "/META-INF/livereload/maven/";

  private LogMark() {}

  /** Adds the mark to what the classes of the goals can see. */
  static void show() {
    URL folder = LogMark.class.getResource(FOLDER);
    if (folder != null && LogMark.class.getClassLoader() instanceof ClassRealm realm) {
      realm.addURL(folder);
    }
  }
}
