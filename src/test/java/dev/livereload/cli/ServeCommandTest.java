package dev.livereload.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What is said of wrong arguments. None of these starts a server. */
final class ServeCommandTest {

  private static final String SEE_HELP = " Run with --help to see what there is.";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path site;

  private int run(String... arguments) {
    return Main.commandLine(new Terminal(out, err)).execute(arguments);
  }

  private void assertUsage(String sentences, String... arguments) {
    int exitCode = run(arguments);
    assertEquals(sentences + "\n", err.toString(UTF_8));
    assertEquals(2, exitCode);
    assertEquals("", out.toString(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--prot 80         | There is no option --prot. Did you mean --port?",
        "--list            | There is no option --list. Did you mean --listing?",
        "--frobnicate      | There is no option --frobnicate. Run with --help to see what there is.",
        "-x                | There is no option -x. Run with --help to see what there is.",
        "a b               | There is one folder too many: b. Name one; the values of --spa, --open and --poll follow a =, as in --poll=500.",
        "--port            | --port takes a value, and there is none. Write it as --port N.",
        "-p                | --port takes a value, and there is none. Write it as --port N.",
        "--port 1 --port 2 | --port is there twice. Leave one of them out.",
        "--spa --spa       | --spa is there twice. Leave one of them out.",
        "--log x           | --log takes text or json, not \"x\". Run with --help to see what there is.",
        "--no-inject=foo   | --no-inject takes no value. Write it without \"=foo\".",
        "-q -v             | -q and -v mean the opposite. Leave one of them out.",
        "--no-token        | --no-token is for a server that other machines reach, and this is none. Leave it out, or name an address for them with --host.",
        "--no-token --host ::1 | --no-token is for a server that other machines reach, and this is none. Leave it out, or name an address for them with --host.",
        "--proxy 1 --spa   | --spa is for a folder that is served, and with --proxy none is. Leave it out: the server behind answers every path.",
        "--proxy 1 --listing | --listing is for a folder that is served, and with --proxy none is. Leave it out: the server behind answers every path.",
        "@nosuch           | There is no file nosuch to take arguments from. Create it, or name a folder as ./@nosuch.",
        "@src              | src is no file to take arguments from. Name one that can be read, or a folder to serve as ./@src.",
        "EMPTY             | The value of DIR is empty. Give one, or leave DIR out.",
        "--watch EMPTY     | The value of --watch is empty. Give one, or leave --watch out.",
        "--mount /a= .     | --mount takes PATH=DIR, not /a=. Run with --help to see what there is.",
        "--spa=            | The value of --spa is empty. Give one, or leave --spa out.",
        "--editor EMPTY    | The value of --editor is empty. Give one, or leave --editor out.",
        "--cert EMPTY      | The value of --cert is empty. Give one, or leave --cert out.",
        "--host EMPTY      | The host is empty. Name one, such as 127.0.0.1.",
        "--build =make     | A build without a glob would never run. Name the files that start it, such as --build '*.scss=sass css:site'.",
        "--build *.scss=   | There is no command for *.scss. Say what to run, such as --build '*.scss=make'.",
        "--mount /__livereload=. | The path /__livereload is the server's own. Mount the folder at another one.",
        "--mount /__livereload/x=. | The path /__livereload/x is the server's own. Mount the folder at another one.",
        "--mount /__webpack_hmr=. | The path /__webpack_hmr is the server's own. Mount the folder at another one.",
        "--mount /a=. --mount a=.. | Two folders are to be mounted at /a. Mount one of them at another path.",
        "--port x          | --port takes a whole number, not \"x\". Run with --help to see what there is.",
        "--port 80x        | --port takes a whole number, not \"80x\". Run with --help to see what there is.",
        "--port 65536      | --port takes a number from 0 to 65535, not 65536. Run with --help to see what there is.",
        "-p -1             | --port takes a number from 0 to 65535, not -1. Run with --help to see what there is.",
        "--settle -1       | --settle takes a number from 0 to 10000, not -1. Run with --help to see what there is.",
        "--settle 10001    | --settle takes a number from 0 to 10000, not 10001. Run with --help to see what there is.",
        "--settle 1.5      | --settle takes a whole number, not \"1.5\". Run with --help to see what there is.",
        "--mount lib       | --mount takes PATH=DIR, not lib. Run with --help to see what there is.",
        "--mount /lib=     | --mount takes PATH=DIR, not /lib=. Run with --help to see what there is.",
        "--mount =lib      | --mount =lib names no path below the root, which is DIR's. Run with --help to see what there is.",
        "--mount /=lib     | --mount /=lib names no path below the root, which is DIR's. Run with --help to see what there is.",
        "--mount /a/../b=x | --mount takes a path without . and .., not /a/../b. Run with --help to see what there is.",
        "--spa=../app.html | --spa takes a path without . and .., not ../app.html. Run with --help to see what there is.",
        "--open=%zz        | --open takes a path as a URL has it, such as /about.html, not %zz. Run with --help to see what there is.",
        "--proxy ftp://a    | \"ftp://a\" names no server to proxy. Name one as --proxy http://localhost:3000.",
        "--proxy a/b        | \"a/b\" says more than which server to proxy: paths stay as they are. Name the server alone as --proxy http://a, and open the path in the browser.",
        "--proxy 8080 -p 8080 | Port 8080 is that of the server to proxy. Leave --port out, or choose another one.",
        "--wait-for /health | --wait-for is for the server of --proxy, and there is none. Run with --help to see what there is.",
        "--proxy 1 --wait-for x | --wait-for takes a path as a URL has it, such as /health, not x. Run with --help to see what there is.",
        "--host 203.0.113.1 | The host 203.0.113.1 is another machine. Name an address of this one, or 0.0.0.0 for all that it has.",
        "--allow-host *    | The host name \"*\" is none. Name one as --allow-host app.test, or all below one as --allow-host .app.test.",
        "--allow-origin x  | The origin \"x\" is none. Name scheme, host and port as --allow-origin http://app.test:3000; files that are opened without a server have none, and need the key.",
        "--key k.pem       | --key is of the certificate that --cert names, and there is none. Run with --help to see what there is.",
        "--cert no.pem     | The file no.pem cannot be read. Name a certificate with --cert, in PEM.",
        "--header X        | The header \"X\" is none. Write it as --header NAME=VALUE, in plain ASCII on one line.",
        "--header ETag=x   | The header ETag is the server's own to set. Leave it out.",
        "--host x.invalid  | There is no host x.invalid. Name an address of this machine, such as 127.0.0.1.",
      })
  void wrongArgumentsAreSaidWithTheirCure(String arguments, String sentences) {
    assertUsage(sentences, arguments.replace("EMPTY", "").split(" ", -1));
  }

  @Test
  void aFolderThatIsNotThereIsSaid() {
    Path absent = site.resolve("absent");
    assertUsage(
        "There is no folder " + absent + ". Create it, or name another.", absent.toString());
  }

  @Test
  void aFileForAFolderIsSaid() throws IOException {
    Path file = Files.writeString(site.resolve("a.html"), "x");
    assertUsage(
        file + " is a file, not a folder. Name the folder that it lies in.", file.toString());
  }

  @Test
  void aMountThatIsNotThereIsSaid() {
    Path absent = site.resolve("absent");
    assertUsage(
        "There is no folder " + absent + ". Create it, or name another.",
        "--mount",
        "/lib=" + absent,
        site.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "/", "**"})
  void aGlobThatMeansNothingOrEverythingIsSaid(String glob) {
    assertUsage(
        "The glob \""
            + glob
            + "\" would ignore nothing or everything. Name what to ignore, such as --ignore"
            + " 'drafts/**' or --ignore '*.log'.",
        "--ignore",
        glob,
        site.toString());
  }

  @Test
  void aMalformedGlobIsSaidInOneLine() {
    assertEquals(2, run("--ignore", "[", site.toString()));
    String text = err.toString(UTF_8);
    assertTrue(text.startsWith("The glob \"[\" is malformed. Close every [ and {, "), text);
    assertEquals(1, text.lines().count(), text);
  }

  @Test
  void whatIsSaidCannotSteerATerminal() {
    run("--\u001b[31mred\u202e");
    assertTrue(err.toString(UTF_8).startsWith("There is no option --\ufffd[31mred\ufffd."));
  }

  @Test
  void argumentsComeFromAFile() throws IOException {
    Path arguments = Files.writeString(site.resolve("arguments"), "--port 65536\n");
    assertUsage("--port takes a number from 0 to 65535, not 65536." + SEE_HELP, "@" + arguments);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "--help"})
  void helpNamesEveryOption(String option) {
    assertEquals(0, run(option));
    String help = out.toString(UTF_8);
    for (String name :
        List.of(
            "DIR",
            "--port",
            "--host",
            "--ignore",
            "--settle",
            "--spa",
            "--mount",
            "--open",
            "--listing",
            "--no-inject",
            "--reload-only",
            "-q",
            "-v",
            "--help",
            "--version",
            "@FILE",
            "Exit codes")) {
      assertTrue(help.contains(name), name);
    }
    assertEquals("", err.toString(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-V", "--version"})
  void versionIsOneLine(String option) {
    assertEquals(0, run(option));
    assertEquals("livereload (not from a jar)\n", out.toString(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "--spa site, index.html, /",
    "--spa=app.html site, app.html, /",
    "--spa= site, '', /",
    "--open site, index.html, /",
    "--open=/a.html site, index.html, /a.html",
    "--open --spa site, index.html, /"
  })
  void anOptionalValueIsAttachedSoThatTheFolderIsNotTakenForIt(
      String arguments, String spa, String open) {
    CommandLine command = Main.commandLine(new Terminal(out, err));
    var parsed = command.parseArgs(arguments.split(" "));
    assertEquals(Path.of("site"), parsed.matchedPositionalValue(0, Path.of("?")));
    if (parsed.hasMatchedOption("--spa")) {
      assertEquals(spa, parsed.matchedOptionValue("--spa", "?"));
    }
    if (parsed.hasMatchedOption("--open")) {
      assertEquals(open, parsed.matchedOptionValue("--open", "?"));
    }
  }

  @Test
  void whatShouldNeverFailIsSaidWithoutAStackTrace() {
    Terminal terminal = new Terminal(out, err);
    CommandLine command = Main.commandLine(terminal);
    command.setExecutionStrategy(
        parsed -> {
          throw new CommandLine.ExecutionException(command, "broken");
        });
    assertEquals(1, command.execute(site.toString()));
    assertTrue(err.toString(UTF_8).startsWith("This should never fail: "), err.toString(UTF_8));
    assertTrue(Stream.of(err.toString(UTF_8).split("\n", -1)).noneMatch(l -> l.startsWith("\tat")));
  }
}
