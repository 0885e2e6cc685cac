package lib;

/** What is said. */
public final class Greeting {

  private Greeting() {}

  /** Returns it. */
  public static String text() {
    return "One";
  }
}
