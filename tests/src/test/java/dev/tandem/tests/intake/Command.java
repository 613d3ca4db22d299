package dev.tandem.tests.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.tests.RunningTandem;
import dev.tandem.tests.log.TestingLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The command line on the topics of a test; each run is a process of its own. */
record Command(Path directory, TestingTopics on) {
  /** Runs to its end. */
  String train(String state, Map<String, String> settings, String... arguments) throws Exception {
    return ended(startTrain(state, settings, arguments));
  }

  /** Batches of 16, a version every 4 steps. */
  RunningTandem startTrain(String state, Map<String, String> settings, String... arguments)
      throws Exception {
    Map<String, String> all = new TreeMap<>(TestingLog.settings(on.topics()));
    all.put("trainer.batch-size", "16");
    all.put("publish.every", "4");
    all.putAll(settings);
    List<String> line = new ArrayList<>(List.of("train", "--state", state));
    all.forEach((key, value) -> line.addAll(List.of("--set", key + "=" + value)));
    line.addAll(List.of(arguments));
    return start(line);
  }

  /** In real time, without an end. */
  RunningTandem startIngest() throws IOException {
    return start(
        List.of("ingest", "studio:?rate=1", "--set", "topics.prefix=" + on.topics().prefix()));
  }

  /** Without HTTP, so that it needs no port. */
  RunningTandem startServe() throws IOException {
    return start(
        List.of(
            "serve",
            "--set",
            "topics.prefix=" + on.topics().prefix(),
            "--set",
            "serving.http=off"));
  }

  String control(String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--prefix", on.topics().prefix()));
    return ended(start(line));
  }

  private RunningTandem start(List<String> line) throws IOException {
    List<String> all = new ArrayList<>(line);
    all.addAll(List.of("--bootstrap-server", on.bootstrapServers()));
    return RunningTandem.startFrugal(directory, "512m", all.toArray(String[]::new));
  }

  private static String ended(RunningTandem running) throws InterruptedException {
    int status = running.await();
    assertThat(status).as(running.output()).isZero();
    running.requireNoSilence();
    return running.output();
  }
}
