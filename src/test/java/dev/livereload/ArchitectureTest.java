package dev.livereload;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.FileInputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proves the table of docs/architecture.md. */
final class ArchitectureTest {

  private static final String ROOT = "dev.livereload";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  private static final String OPENING =
      "new.*(Channel|Stream|Reader)|read(All.*|String)|lines|copy";

  @ParameterizedTest(name = "{0} imports at most {1}")
  @CsvSource({
    "event, event",
    "page, event",
    "watch, event",
    "stream, event",
    "history, event",
    "build, event",
    "root, event watch stream history build",
    "proxy, root event page",
    "server, root event page stream proxy",
    "servlet, root event page server",
    "javalin, servlet",
    "cli, root event server",
    "maven, root event server",
  })
  void packageImportsOnlyItsNeighbours(String name, String allowed) {
    Set<String> own = new HashSet<>(List.of(full(name)));
    Arrays.stream(allowed.split(" ", -1)).map(ArchitectureTest::full).forEach(own::add);

    noClasses()
        .that()
        .resideInAPackage(full(name))
        .should()
        .dependOnClassesThat(
            new DescribedPredicate<>("lie elsewhere in this project") {
              @Override
              public boolean test(JavaClass other) {
                return other.getPackageName().startsWith(ROOT)
                    && !own.contains(other.getPackageName());
              }
            })
        .check(CLASSES);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @ParameterizedTest(name = "{1} has its one door in {0}")
  @CsvSource({
    "watch, io.methvin..",
    "watch, com.sun.jna..",
    "stream, com.grack.nanojson..",
    "server javalin, io.javalin..",
    "server servlet javalin, jakarta.servlet..",
    // The server and the proxy are two ends of the same HTTP; Javalin hands its Jetty to plugins.
    "server proxy javalin, org.eclipse.jetty..",
    "cli, picocli..",
    "cli, io.nayuki..",
    "maven, org.apache.maven..",
  })
  void thirdPartyHasOneDoor(String doors, String thirdParty) {
    String[] packages =
        Arrays.stream(doors.split(" ", -1)).map(ArchitectureTest::full).toArray(String[]::new);
    noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        // Written by the build: it prints the help of the goals.
        .and()
        .doNotHaveSimpleName("HelpMojo")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(thirdParty)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void theFilterDoesWithoutWhatAnotherContainerLacks() {
    noClasses()
        .that()
        .resideInAPackage(full("servlet"))
        .should()
        .transitivelyDependOnClassesThat()
        .resideInAnyPackage(
            "io.javalin..", "org.eclipse.jetty..", "kotlin..", "picocli..", "io.nayuki..")
        .check(CLASSES);
  }

  @Test
  void oneGateOpensTheFilesOfTheSite() {
    noClasses()
        .that()
        .resideInAnyPackage(full("server"), full("page"), full("proxy"), full("servlet"))
        .and()
        // The others have files of their own: keys, certificates, what pages were made of.
        .haveNameNotMatching(".*\\.(SiteFiles|DocumentFolder|SiteKey|Tls)")
        .should()
        .callMethodWhere(target(owner(type(Files.class))).and(target(nameMatching(OPENING))))
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(FileInputStream.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(FileChannel.class)
        .check(CLASSES);
  }

  @Test
  void secretsAreComparedInConstantTimeAndNowhereElse() {
    JavaClass key = CLASSES.get(full("server") + ".SiteKey");
    Set<String> comparing =
        key.getMethod("matches", String.class).getMethodCallsFromSelf().stream()
            .map(call -> call.getTarget().getOwner().getSimpleName() + "." + call.getName())
            .filter(name -> !name.equals("String.getBytes"))
            .collect(Collectors.toSet());
    assertEquals(Set.of("MessageDigest.isEqual"), comparing);

    // As text it can be compared by anybody, who writes it into an address or a cookie.
    Set<String> reading =
        key.getMethod("text").getCallsOfSelf().stream()
            .map(call -> call.getOriginOwner().getSimpleName() + "." + call.getOrigin().getName())
            .collect(Collectors.toSet());
    assertEquals(
        Set.of(
            "DevServer.foreignClient",
            "Embedding.foreignClient",
            // The password of a key store in memory.
            "Secure.of",
            "TokenGate.parameter",
            "TokenGate.setCookie"),
        reading);
  }

  @Test
  void onlyTheCommandLinePrintsAndExits() {
    noClasses()
        .that()
        .resideOutsideOfPackage(full("cli"))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }

  private static String full(String name) {
    return name.equals("root") ? ROOT : ROOT + "." + name;
  }
}
