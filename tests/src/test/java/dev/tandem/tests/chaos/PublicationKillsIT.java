package dev.tandem.tests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trainer, broker and consumer, killed while versions are written and committed: each step makes
 * one, so that every checkpoint under which steps run has some.
 */
@Tag("long")
@Tag("alone")
class PublicationKillsIT {
  private static final int KILLS = Integer.getInteger("tandem.chaos.kills", 50);
  private static final long SEED = Long.getLong("tandem.chaos.seed", 1);

  /**
   * Of readers, where the broker stays: serving.transaction-timeout, and what the broker takes to
   * find out. One that is away, and has its log to look through, blocks for longer.
   */
  private static final Duration LONGEST_BLOCK = Duration.ofMillis(11_500);

  private static final List<Victim> VICTIMS =
      List.of(Victim.TASK_MANAGER, Victim.BROKER, Victim.SERVING);
  private static final List<Point> POINTS = List.of(Point.BEFORE_COMMIT, Point.DURING_COMMIT);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void shouldLoseNoVersionNameNoneTwiceAndBlockNoReader() throws Exception {
    Map<Victim, List<Duration>> blocked = new EnumMap<>(Victim.class);
    List<Landed> landed = new ArrayList<>();
    Chaos.Result result =
        new Chaos(directory, SEED, "--set", "publish.every=1")
            .run(
                true,
                scene -> {
                  Killer killer = new Killer(scene);
                  for (Kill kill : plan()) {
                    landed.add(killer.land(kill));
                    Duration block = block(scene);
                    blocked.computeIfAbsent(kill.victim(), v -> new ArrayList<>()).add(block);
                    System.out.println(
                        landed.get(landed.size() - 1) + ", readers blocked for " + block);
                  }
                });

    assertThat(landed.stream().filter(kill -> kill.reached() && kill.duringSteps()))
        .as("kills with versions under way")
        .hasSizeGreaterThan(KILLS * 3 / 4);
    Check.nothingLostNothingTwice(result);
    Check.eachAnsweredOnce(result);
    blocked.remove(Victim.BROKER);
    blocked.forEach(
        (victim, blocks) ->
            assertThat(blocks)
                .as(victim.toString())
                .allSatisfy(block -> assertThat(block).isLessThan(LONGEST_BLOCK)));
  }

  /** How long what was under way at the kill kept readers waiting. */
  private static Duration block(Scene scene) {
    BlockedReaders readers = scene.blocked().orElseThrow();
    Map<TopicPartition, Long> ends = readers.ends();
    scene.until(() -> readers.havePassed(ends));
    return readers.longest();
  }

  private static List<Kill> plan() {
    Random random = new Random(SEED);
    List<Kill> kills = new ArrayList<>();
    for (int i = 0; i < KILLS; i++) {
      Victim victim = VICTIMS.get(i % VICTIMS.size());
      kills.add(new Kill(victim, POINTS.get(random.nextInt(2)), random.nextInt(1_500)));
    }
    return kills;
  }
}
