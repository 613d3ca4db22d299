package dev.tandem.cluster.supervisor;

import dev.tandem.cluster.ClusterException;
import dev.tandem.cluster.Interruption;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the members of a cluster alive until it is told to end. One that was killed leaves them
 * running; the next takes them over.
 */
final class Supervisor {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration ENDING = Duration.ofSeconds(20);

  private final ClusterFiles files;
  private final List<Member> members;
  private final Clock clock;
  private final Map<String, ProcessHandle> running = new HashMap<>();
  private final Map<String, Backoff> backoffs = new HashMap<>();

  Supervisor(ClusterFiles files, List<Member> members, Clock clock) {
    this.files = files;
    this.members = List.copyOf(members);
    this.clock = clock;
  }

  /** Returns when the cluster has ended, in the reverse order of its start. */
  void run(Interruption interruption) {
    members.forEach(this::adopt);
    do {
      members.forEach(this::keepAlive);
    } while (!interruption.awaitRequest(POLL));
    stop(files, members.stream().map(Member::name).toList());
  }

  private void adopt(Member member) {
    backoffs.put(member.name(), new Backoff());
    mark(member)
        .find()
        .ifPresent(
            process -> {
              LOG.info("{} runs already as process {}", member.name(), process.pid());
              running.put(member.name(), process);
              backoffs.get(member.name()).started(clock.instant());
            });
  }

  private void keepAlive(Member member) {
    Optional<ProcessHandle> process = Optional.ofNullable(running.get(member.name()));
    if (process.isPresent() && mark(member).isOn(process.get())) {
      return;
    }
    process.ifPresent(dead -> LOG.warn("{}, process {}, has died", member.name(), dead.pid()));
    running.remove(member.name());
    Instant now = clock.instant();
    Backoff backoff = backoffs.get(member.name());
    if (backoff.isDue(now)) {
      start(member);
      backoff.started(now);
    }
  }

  private void start(Member member) {
    try {
      Process process =
          new ProcessBuilder(member.command(files.directory()))
              .directory(files.directory().toFile())
              .redirectErrorStream(true)
              .redirectOutput(Redirect.appendTo(files.output(member.name()).toFile()))
              .start();
      running.put(member.name(), process.toHandle());
      LOG.info("started {} as process {}", member.name(), process.pid());
    } catch (IOException e) {
      LOG.error("{} cannot be started", member.name(), e);
    }
  }

  private Mark mark(Member member) {
    return new Mark(files.directory(), member.name());
  }

  /** Ends what runs of {@code members}, the last first; kills what does not end when told. */
  static void stop(ClusterFiles files, List<String> members) {
    for (int i = members.size() - 1; i >= 0; i--) {
      Mark mark = new Mark(files.directory(), members.get(i));
      mark.find().ifPresent(process -> end(process, mark, ENDING));
    }
  }

  /** Ends the process; kills it after {@code patience}. */
  static void end(ProcessHandle process, Mark mark, Duration patience) {
    process.destroy();
    Instant deadline = Instant.now().plus(patience);
    while (mark.isOn(process)) {
      if (Instant.now().isAfter(deadline)) {
        LOG.warn("{} does not end when told; it is killed", mark.member());
        process.destroyForcibly();
        return;
      }
      pause();
    }
  }

  /** Between two looks at what another process does. */
  static void pause() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted while waiting for the cluster", e);
    }
  }
}
