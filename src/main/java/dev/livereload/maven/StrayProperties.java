package dev.livereload.maven;

import dev.livereload.Spelling;
import dev.livereload.event.Notice;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Finds properties that were meant for the goals and that none of them has: Maven hands over those
 * that it knows, and says nothing of the others.
 */
final class StrayProperties {

  private static final String OURS = "livereload.";

  /** What applications are turned on by, which Maven may start, too. */
  private static final String OF_APPLICATIONS = "livereload.enabled";

  private StrayProperties() {}

  /** Warns of those that Maven was started with. */
  static void warn(
      Log log, MavenSession session, @Nullable MavenProject project, MojoExecution execution) {
    Set<String> ofProject =
        project == null ? Set.of() : project.getProperties().stringPropertyNames();
    notices(session.getUserProperties().stringPropertyNames(), ofProject, known(execution))
        .forEach(notice -> log.warn(notice.toString()));
  }

  private static Set<String> known(MojoExecution execution) {
    return execution.getMojoDescriptor().getPluginDescriptor().getMojos().stream()
        .flatMap(mojo -> Stream.of(mojo.getMojoConfiguration().getChildren()))
        .map(PlexusConfiguration::getValue)
        .filter(Objects::nonNull)
        .filter(value -> value.startsWith("${" + OURS) && value.endsWith("}"))
        .map(value -> value.substring(2, value.length() - 1))
        .collect(Collectors.toSet());
  }

  /**
   * Returns what to say of {@code given} properties. Pure.
   *
   * @param ofProject the properties that the project has for itself, such as our version
   * @param known the properties of the goals
   */
  static List<Notice> notices(
      Collection<String> given, Collection<String> ofProject, Collection<String> known) {
    return new TreeSet<>(given)
        .stream()
            .filter(name -> name.startsWith(OURS) && !name.equals(OF_APPLICATIONS))
            .filter(name -> !known.contains(name) && !ofProject.contains(name))
            .map(name -> notice(name, Spelling.guess(name, known)))
            .toList();
  }

  private static Notice notice(String name, Optional<String> meant) {
    return new Notice(
        "No goal has a property " + name + ", so it does nothing.",
        meant
            .map(word -> "Did you mean " + word + "?")
            .orElse("The names are listed by livereload:help -Ddetail."));
  }
}
