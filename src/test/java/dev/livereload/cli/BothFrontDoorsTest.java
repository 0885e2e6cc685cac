package dev.livereload.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the command line can do, a POM can, too: by the descriptor that Maven reads. */
final class BothFrontDoorsTest {

  /** Options whose parameter has another name. */
  private static final Map<String, String> NAMED_OTHERWISE =
      Map.of("build", "builds", "no-inject", "inject", "no-token", "token");

  /** Options that Maven has itself: its log, -q, -X, help, its version. */
  private static final Set<String> OF_MAVEN = Set.of("log", "q", "v", "help", "version");

  /**
   * Parameters that only a build has. {@code dir} is no option of the command, but its argument.
   */
  private static final Set<String> OF_BUILDS =
      Set.of("dir", "goals", "fork", "skip", "project", "session", "execution");

  private static final Pattern DASHED = Pattern.compile("-([a-z])");

  @Test
  void eachOptionIsAParameter() throws Exception {
    Set<String> expected = new TreeSet<>(OF_BUILDS);
    CommandSpec command =
        Main.commandLine(new Terminal(new ByteArrayOutputStream(), new ByteArrayOutputStream()))
            .getCommandSpec();
    for (OptionSpec option : command.options()) {
      String name = option.longestName().replaceFirst("^-+", "");
      if (!OF_MAVEN.contains(name)) {
        expected.add(NAMED_OTHERWISE.getOrDefault(name, camelCase(name)));
      }
    }

    Set<String> parameters = new TreeSet<>();
    goal("serve").forEach(parameter -> parameters.add(text(parameter, "name")));
    assertEquals(expected, parameters);
  }

  @Test
  void eachParameterHasItsPropertyItsVersionAndADescription() throws Exception {
    for (String goal : List.of("serve", "publish")) {
      for (Element parameter : goal(goal)) {
        String name = text(parameter, "name");
        if (text(parameter, "editable").equals("false")) {
          continue;
        }
        assertEquals("0.1.0", text(parameter, "since"), name);
        assertTrue(text(parameter, "description").endsWith("."), name);
        // A list of builds is no text.
        String property = name.equals("builds") ? "" : "${livereload." + name + "}";
        assertEquals(property, property(goal, name), name);
      }
    }
  }

  private static String camelCase(String name) {
    return DASHED.matcher(name).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
  }

  private static List<Element> goal(String name) throws Exception {
    return children(child(mojo(name), "parameters"));
  }

  private static String property(String goal, String parameter) throws Exception {
    return text(child(mojo(goal), "configuration"), parameter);
  }

  private static Element mojo(String goal) throws Exception {
    try (InputStream in =
        BothFrontDoorsTest.class.getResourceAsStream("/META-INF/maven/plugin.xml")) {
      assertNotNull(in, "The build writes it before tests run.");
      Element plugin =
          DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement();
      return children(child(plugin, "mojos")).stream()
          .filter(mojo -> text(mojo, "goal").equals(goal))
          .findFirst()
          .orElseThrow();
    }
  }

  private static Element child(Element parent, String name) {
    return children(parent).stream()
        .filter(child -> child.getTagName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String text(Element parent, String name) {
    return children(parent).stream()
        .filter(child -> child.getTagName().equals(name))
        .map(Node::getTextContent)
        .findFirst()
        .orElse("");
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    NodeList nodes = parent.getChildNodes();
    for (int i = 0; i < nodes.getLength(); i++) {
      if (nodes.item(i) instanceof Element child) {
        children.add(child);
      }
    }
    return children;
  }
}
