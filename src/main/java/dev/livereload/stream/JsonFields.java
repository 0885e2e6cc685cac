package dev.livereload.stream;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of an object that was sent, each read with a check that says what is wrong where. */
final class JsonFields {

  /** Elements of a list. */
  static final int MAX_ELEMENTS = 1_000;

  /** What opens a value in a value. */
  private static final int MAX_BRACKETS = 5_000;

  /** How deep they may lie; an event needs four. The parser calls itself for each. */
  private static final int MAX_DEPTH = 20;

  private final JsonObject object;
  private final String prefix;

  private JsonFields(JsonObject object, String prefix) {
    this.object = object;
    this.prefix = prefix;
  }

  /** Reads an object. */
  static JsonFields parse(String json) throws BadReportException {
    checkBrackets(json);
    return new JsonFields(object(json), "");
  }

  /**
   * Reads an object whose fields are not checked yet.
   *
   * @param json without more brackets than the parser, which calls itself for each, has room for
   */
  static JsonObject object(String json) throws BadReportException {
    try {
      // Reading all digits of a number takes time that grows with their square.
      return JsonParser.object().withLazyNumbers().from(json);
    } catch (JsonParserException e) {
      throw new BadReportException(
          "The body is no JSON object: see line %d, character %d."
              .formatted(e.getLinePosition(), Math.max(1, e.getCharPosition())),
          e);
    }
  }

  // Those in texts count, too, which does not matter: nobody has so many.
  private static void checkBrackets(String json) throws BadReportException {
    int depth = 0;
    int brackets = 0;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c == '[' || c == '{') {
        depth++;
        brackets++;
      } else if (c == ']' || c == '}') {
        depth--;
      }
      if (depth > MAX_DEPTH || brackets > MAX_BRACKETS) {
        throw new BadReportException("The body has too many brackets.");
      }
    }
  }

  /** Whether there is a field of that name. */
  boolean has(String field) {
    return object.containsKey(field);
  }

  /** Returns a text of at most {@code most} characters. */
  String text(String field, int most) throws BadReportException {
    return text(object.get(field), prefix + field, most);
  }

  /** Returns the same, {@code absent} where there is none. */
  String text(String field, int most, String absent) throws BadReportException {
    return has(field) ? text(field, most) : absent;
  }

  /** Returns true where there is no such field. */
  boolean trueUnlessFalse(String field) throws BadReportException {
    if (!has(field) || object.get(field) instanceof Boolean) {
      return object.getBoolean(field, true);
    }
    throw bad(prefix + field, "true or false");
  }

  /** Returns a number from 0 to {@code most}; 0 where there is none. */
  long number(String field, long most) throws BadReportException {
    Object value = has(field) ? object.get(field) : Integer.valueOf(0);
    if (value instanceof Number number
        && number.doubleValue() >= 0
        && number.doubleValue() <= most) {
      return number.longValue();
    }
    throw bad(prefix + field, "a number from 0 to " + most);
  }

  /** Returns a list of texts; an empty one where there is none. */
  List<String> texts(String field, int most) throws BadReportException {
    List<String> texts = new ArrayList<>();
    for (Object value : array(field)) {
      texts.add(text(value, prefix + field + "[" + texts.size() + "]", most));
    }
    return texts;
  }

  /**
   * Returns a list of objects; an empty one where there is none.
   *
   * @param shorthand the field that a text in the place of an object is the value of
   */
  List<JsonFields> objects(String field, String shorthand) throws BadReportException {
    List<JsonFields> objects = new ArrayList<>();
    for (Object value : array(field)) {
      String where = prefix + field + "[" + objects.size() + "]";
      if (value instanceof JsonObject element) {
        objects.add(new JsonFields(element, where + "."));
      } else if (value instanceof String) {
        objects.add(new JsonFields(new JsonObject(Map.of(shorthand, value)), where + "."));
      } else {
        throw bad(where, "an object with the field " + shorthand);
      }
    }
    return objects;
  }

  private JsonArray array(String field) throws BadReportException {
    Object value = has(field) ? object.get(field) : new JsonArray();
    if (value instanceof JsonArray array && array.size() <= MAX_ELEMENTS) {
      return array;
    }
    throw bad(prefix + field, "a list of at most " + MAX_ELEMENTS);
  }

  // Colours may stay; what else steers a terminal is nothing for a page either.
  private static String text(@Nullable Object value, String where, int most)
      throws BadReportException {
    if (!(value instanceof String text) || text.length() > most) {
      throw bad(where, "a string of at most " + most + " characters");
    }
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> !Character.isISOControl(c) || c == '\n' || c == '\t' || c == '\u001b')
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  /** Makes the refusal of a field. */
  static BadReportException bad(String field, String must) {
    return new BadReportException("The field \"" + field + "\" must be " + must + ".");
  }
}
