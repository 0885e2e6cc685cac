package dev.livereload;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what a mistyped word was meant to be, whichever front door it came by. Pure. */
public final class Spelling {

  /** Slips of the fingers in one word; with more of them it is another word. */
  private static final int SLIPS = 2;

  private Spelling() {}

  /** Returns the word that {@code typed} begins, or else the one it is at most two slips from. */
  public static Optional<String> guess(String typed, Collection<String> words) {
    Optional<String> begun =
        words.stream().filter(word -> word.startsWith(typed)).sorted().findFirst();
    return begun.or(
        () ->
            words.stream()
                .filter(word -> slips(typed, word) <= SLIPS)
                .min(
                    Comparator.comparingInt((String word) -> slips(typed, word))
                        .thenComparing(Comparator.naturalOrder())));
  }

  // The optimal string alignment distance: letters that are missing, extra, wrong, or swapped with
  // their neighbour.
  private static int slips(String one, String other) {
    int[][] least = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          least[i][j] = i + j;
          continue;
        }
        int wrong = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        least[i][j] =
            Math.min(least[i - 1][j - 1] + wrong, Math.min(least[i - 1][j], least[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          least[i][j] = Math.min(least[i][j], least[i - 2][j - 2] + 1);
        }
      }
    }
    return least[one.length()][other.length()];
  }
}
