package dev.tandem.app.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.cluster.FlinkCluster;
import dev.tandem.schemas.UsageException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriorClaimTest {
  private static final Optional<InetSocketAddress> THERE =
      Optional.of(InetSocketAddress.createUnresolved("127.0.0.1", 8081));
  private static final Optional<InetSocketAddress> HERE = Optional.empty();

  @TempDir Path directory;

  private ResumePoints points;

  @BeforeEach
  void begin() {
    points = new ResumePoints(directory.resolve("job.properties"), directory);
    points.started("train", on("127.0.0.1:8081", "a"));
  }

  private static JobRun on(String cluster, String id) {
    return new JobRun(id, Optional.of(cluster), Optional.empty(), Optional.empty());
  }

  private void refuse(FlinkCluster cluster, Optional<InetSocketAddress> target, boolean chosen) {
    new PriorClaim(points, JobRole.TRAIN, address -> cluster).refuse(target, chosen, "train av");
  }

  @Test
  void shouldRefuseStateThatAJobOnAClusterHas() {
    assertThatThrownBy(() -> refuse(TestingCluster.having("a"), HERE, true))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "this state is in use by job a, train av, on the Flink cluster at 127.0.0.1:8081; stop it with --target 127.0.0.1:8081 --stop, or name another directory with --state");
  }

  @Test
  void shouldRefuseStateOfAJobWhoseSubmitterDiedWhileItStarted() {
    points.stopped("train", directory.resolve("savepoint"));
    points.submitted("train", on("127.0.0.1:8082", "b"));

    assertThatThrownBy(() -> refuse(TestingCluster.having("b"), THERE, true))
        .hasMessageContaining("in use by job b, train av, on the Flink cluster at 127.0.0.1:8082");
  }

  @Test
  void shouldRefuseStateOfAClusterThatDoesNotAnswerUnlessTheUserChooses() {
    FlinkCluster silent = TestingCluster.silent();
    assertThatThrownBy(() -> refuse(silent, HERE, false))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "this state was given to job a, train av, on the Flink cluster at 127.0.0.1:8081, which does not answer; start that cluster, or, if it is gone for good, go on with --from-checkpoint latest");
    assertThatCode(() -> refuse(silent, HERE, true)).doesNotThrowAnyException();
  }

  @Test
  void shouldLetGoOnWhatRunsNowhere() {
    assertThatCode(() -> refuse(TestingCluster.having("another"), HERE, false))
        .doesNotThrowAnyException();
    assertThatCode(() -> refuse(TestingCluster.silent(), THERE, false))
        .as("the cluster that is meant is asked later")
        .doesNotThrowAnyException();
    points.stopped("train", directory.resolve("savepoint"));
    assertThatCode(() -> refuse(TestingCluster.having("a"), HERE, false))
        .doesNotThrowAnyException();
  }
}
