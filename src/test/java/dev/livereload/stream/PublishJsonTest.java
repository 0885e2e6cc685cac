package dev.livereload.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livereload.event.LiveEvent;
import dev.livereload.event.LiveEvent.Building;
import dev.livereload.event.LiveEvent.Built;
import dev.livereload.event.LiveEvent.Change;
import dev.livereload.event.LiveEvent.Reload;
import dev.livereload.event.Problem;
import dev.livereload.event.Problem.Place;
import dev.livereload.event.Problem.Severity;
import dev.livereload.event.UrlPath;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In single quotes here, which JSON writes double. */
final class PublishJsonTest {

  @Test
  void eachTypeIsRead() throws BadReportException {
    assertEquals(
        new Building("tsc", List.of("a b.ts")),
        read("{'type':'building','name':'tsc','files':['a b.ts']}"));
    assertEquals(
        new Built(
            "tsc",
            Duration.ofMillis(12),
            "abc",
            List.of(
                new Problem(Severity.ERROR, "no", Optional.of(new Place("a.ts", 3, 9)), "3 | x"),
                new Problem(Severity.WARNING, "hm", Optional.empty(), ""))),
        read(
            "{'type':'built','name':'tsc','time':12,'hash':'abc','errors':[{'message':'no',"
                + "'file':'a.ts','line':3,'column':9,'frame':'3 | x'}],'warnings':['hm']}"));
    assertEquals(
        new Change(List.of(), List.of(), List.of(new UrlPath("/a%20b.css"))),
        read("{'type':'change','updated':['/a b.css?x']}"));
    assertEquals(new Reload("x", false), read("{'type':'reload','reason':'x','patch':false}"));
  }

  @Test
  void eachTypeIsReadAsItIsReported() throws BadReportException {
    Problem problem = new Problem(Severity.ERROR, "no", Optional.of(new Place("a", 3, 9)), "3 | x");
    List<LiveEvent> events =
        List.of(
            new Building("tsc", List.of("a.ts")),
            new Built("tsc", Duration.ofMillis(12), "abc", List.of(problem)),
            new Change(List.of(new UrlPath("/n")), List.of(), List.of(new UrlPath("/u"))),
            new Reload("x", false));

    for (LiveEvent event : events) {
      assertEquals(event, PublishJson.read(EventJson.report(event), "run"));
    }
  }

  @Test
  void aBuildWithoutAHashHasTheServersOne() throws BadReportException {
    Built built = new Built("tsc", Duration.ZERO, "", List.of());

    assertEquals(
        new Built("tsc", Duration.ZERO, "run", List.of()),
        PublishJson.read(EventJson.report(built), "run"));
  }

  @Test
  void whatMayBeLeftOutHasAValue() throws BadReportException {
    assertEquals(new Building("a", List.of()), read("{'type':'building','name':'a'}"));
    assertEquals(
        new Built("a", Duration.ZERO, "k3x9", List.of()), read("{'type':'built','name':'a'}"));
    assertEquals(new Reload("a build tool asked for it", true), read("{'type':'reload','new':1}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'ping'}                                                | type",
        "{}                                                             | type",
        "{'type':1}                                                     | type",
        "{'type':'built'}                                               | name",
        "{'type':'built','name':' '}                                    | name",
        "{'type':'built','name':'a','time':-1}                          | time",
        "{'type':'built','name':'a','time':'1'}                         | time",
        "{'type':'built','name':'a','errors':{}}                        | errors",
        "{'type':'built','name':'a','errors':['x',1]}                   | errors[1]",
        "{'type':'built','name':'a','errors':[{}]}                      | errors[0].message",
        "{'type':'built','name':'a','warnings':[{'message':'x','file':'a','line':'3'}]} | warnings[0].line",
        "{'type':'building','name':'a','files':'x'}                     | files",
        "{'type':'building','name':'a','files':[null]}                  | files[0]",
        "{'type':'change'}                                              | updated",
        "{'type':'change','updated':[]}                                 | updated",
        "{'type':'change','updated':['a.css']}                          | updated[0]",
        "{'type':'change','added':['/a','//evil.test/x']}               | added[1]",
        "{'type':'change','added':['/.//evil.test/x']}                  | added[0]",
        "{'type':'reload','patch':'yes'}                                | patch",
        "{'type':'reload','reason':null}                                | reason",
      })
  void whatIsWrongIsSaidWithItsPlace(String json, String field) {
    BadReportException e = assertThrows(BadReportException.class, () -> read(json));

    String sentence = String.valueOf(e.getMessage());
    assertTrue(sentence.startsWith("The field \"" + field + "\" must be "), sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{'type':'reload'", "null", "{'type':'reload'} x", "a=b"})
  void whatIsNoObjectIsRefused(String json) {
    BadReportException e = assertThrows(BadReportException.class, () -> read(json));

    assertTrue(String.valueOf(e.getMessage()).startsWith("The body is no JSON object: "));
  }

  @Test
  void whatWouldTakeTooMuchRoomIsRefused() {
    String deep = "{'type':'reload','x':" + "[".repeat(100_000);
    String many = "{'type':'building','name':'a','files':[" + "'x',".repeat(1_000) + "'x']}";
    String longName = "{'type':'building','name':'" + "x".repeat(101) + "'}";

    for (String json : List.of(deep, many, longName)) {
      assertThrows(BadReportException.class, () -> read(json));
    }
  }

  @Test
  void manyDigitsTakeNoTime() {
    String json = "{'type':'reload','x':" + "9".repeat(250_000) + "}";
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          for (int i = 0; i < 100; i++) {
            read(json);
          }
        });
  }

  @Test
  void controlCharactersAreLeftOutButColours() throws BadReportException {
    assertEquals(
        new Reload("a\u001b[31mb\n\tc", true),
        read("{'type':'reload','reason':'a\\u001b[31m\\u0007b\\n\\tc\\u0000'}"));
  }

  private static LiveEvent read(String json) throws BadReportException {
    return PublishJson.read(json.replace('\'', '"'), "k3x9");
  }
}
