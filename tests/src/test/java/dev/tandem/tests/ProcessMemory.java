package dev.tandem.tests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Memory of a Java process.
 *
 * @param heap bytes of what is alive, after a collection
 * @param anonymous bytes of the process that no file backs
 */
public record ProcessMemory(long heap, long anonymous) {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
  private static final Pattern ANONYMOUS = Pattern.compile("Anonymous: +(\\d+) kB");

  /** Whether this system tells. */
  public static boolean isKnown() {
    return Files.exists(Path.of("/proc/self/smaps_rollup"));
  }

  public static ProcessMemory of(long pid) throws IOException, InterruptedException {
    return new ProcessMemory(alive(pid), unbacked(pid));
  }

  /** The lesser of both figures of this look and another. */
  public ProcessMemory least(ProcessMemory other) {
    return new ProcessMemory(Math.min(heap, other.heap), Math.min(anonymous, other.anonymous));
  }

  private static long alive(long pid) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram").start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return number(TOTAL, text);
  }

  private static long unbacked(long pid) throws IOException {
    return 1024
        * number(ANONYMOUS, Files.readString(Path.of("/proc", Long.toString(pid), "smaps_rollup")));
  }

  private static long number(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow();
  }
}
