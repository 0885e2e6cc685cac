package dev.livereload.page;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the <a href="https://www.w3.org/TR/CSP3/">content security policies</a> of a page say of the
 * client: one external script, one stream and one shared worker, all of the page's own origin.
 *
 * <p>The script tag stands before every {@code meta} of its document, so a policy given there does
 * not bind the tag, but it does bind what the client opens and loads later. Immutable.
 */
public final class ContentPolicy {

  private static final List<String> SCRIPT =
      List.of("script-src-elem", "script-src", "default-src");
  private static final List<String> CONNECT = List.of("connect-src", "default-src");
  private static final List<String> WORKER =
      List.of("worker-src", "child-src", "script-src", "default-src");

  private final URI client;
  private final List<Policy> policies;

  private ContentPolicy(URI client, List<Policy> policies) {
    this.client = client;
    this.policies = policies;
  }

  /**
   * Reads the policies that a page is served with.
   *
   * @param site the address that the site of the page begins at, without a slash at its end: its
   *     origin, such as {@code http://localhost:8080}, or that with a path
   * @param headers the values of {@code Content-Security-Policy}, each with one policy or several
   */
  public static ContentPolicy of(URI site, List<String> headers) {
    List<Policy> policies =
        headers.stream()
            .flatMap(header -> Stream.of(header.split(",", -1)))
            .map(policy -> Policy.parse(policy, false))
            .toList();
    return new ContentPolicy(URI.create(site + ScriptTag.CLIENT), policies);
  }

  /** Returns this policy together with those of {@code meta} elements. */
  ContentPolicy withMeta(List<String> contents) {
    List<Policy> all = new ArrayList<>(policies);
    contents.forEach(content -> all.add(Policy.parse(content, true)));
    return new ContentPolicy(client, List.copyOf(all));
  }

  /** Returns the nonce that the script tag needs, if it needs one: the policy's own, used again. */
  public Optional<String> nonce() {
    return policies.stream()
        .map(policy -> policy.sources(SCRIPT))
        .flatMap(Optional::stream)
        .filter(sources -> !sources.allowScript(client))
        .flatMap(sources -> sources.nonce().stream())
        .findFirst();
  }

  /**
   * Returns the directive that keeps the client from running or from hearing anything, as {@code
   * name value}; empty when it may do both.
   */
  public Optional<String> blockedBy() {
    Optional<String> nonce = nonce();
    for (Policy policy : policies) {
      Optional<String> directive =
          policy
              .blockingSandbox()
              .or(() -> policy.refusing(SCRIPT, scripts(nonce)))
              .or(() -> policy.refusing(CONNECT, sources -> sources.allow(client)));
      if (directive.isPresent()) {
        return directive;
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the directive that keeps the client from sharing one stream between tabs, as {@code
   * name value}. It then works with a stream a tab.
   */
  public Optional<String> workerBlockedBy() {
    URI worker = client.resolve(ScriptTag.WORKER);
    return policies.stream()
        .flatMap(policy -> policy.refusing(WORKER, sources -> sources.allowWorker(worker)).stream())
        .findFirst();
  }

  private Predicate<SourceList> scripts(Optional<String> nonce) {
    // One tag has one nonce: two policies that ask for different ones cannot both be served.
    return sources ->
        sources.allowScript(client)
            || (nonce.isPresent() && sources.nonces().contains(nonce.get()));
  }

  /**
   * One policy.
   *
   * @param directives value by lower-case name; the first of each name counts
   * @param meta whether it comes from the document
   */
  private record Policy(Map<String, String> directives, boolean meta) {

    static Policy parse(String text, boolean meta) {
      Map<String, String> directives = new LinkedHashMap<>();
      for (String directive : text.split(";", -1)) {
        String[] words = directive.strip().split("\\s+", 2);
        String value = words.length == 2 ? words[1] : "";
        directives.putIfAbsent(words[0].toLowerCase(Locale.ROOT), value);
      }
      return new Policy(directives, meta);
    }

    /** Returns the sources of the first of those directives that there is. */
    Optional<SourceList> sources(List<String> names) {
      return first(names).map(name -> SourceList.parse(directives.getOrDefault(name, "")));
    }

    /** Returns the first of those directives that there is, if its sources fail that test. */
    Optional<String> refusing(List<String> names, Predicate<SourceList> allowed) {
      return sources(names)
          .filter(allowed.negate())
          .flatMap(sources -> first(names))
          .map(this::show);
    }

    // In an opaque origin nothing is of the page's own origin; a meta element cannot sandbox.
    Optional<String> blockingSandbox() {
      String flags = directives.get("sandbox");
      boolean blocks =
          flags != null
              && !meta
              && !(flags.contains("allow-scripts") && flags.contains("allow-same-origin"));
      return blocks ? Optional.of(show("sandbox")) : Optional.empty();
    }

    private Optional<String> first(List<String> names) {
      return names.stream().filter(directives::containsKey).findFirst();
    }

    private String show(String name) {
      return (name + " " + directives.getOrDefault(name, "")).strip();
    }
  }
}
