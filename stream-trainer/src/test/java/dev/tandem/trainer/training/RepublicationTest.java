package dev.tandem.trainer.training;

import static dev.tandem.trainer.training.TestingModel.END;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.stream.sink.OutRecord;
import dev.tandem.stream.wire.RoundTrip;
import dev.tandem.trainer.publication.PublicationException;
import dev.tandem.trainer.settings.TrainerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** 40 labelled clips in batches of 4, a version every 2 steps, 2 versions retained. */
class RepublicationTest {
  private static final TrainerSettings SETTINGS =
      TestingModel.settings(Map.of("publish.retain", "2"));

  private static final TrainerSettings AT_LEAST_ONCE =
      TestingModel.settings(Map.of("publish.retain", "2", "publish.delivery", "at-least-once"));
  private static final TrainerSettings FASTER =
      TestingModel.settings(
          Map.of(
              "publish.retain", "2",
              "publish.delivery", "at-least-once",
              "learner.learning-rate", "0.1"));

  private final TestingModel model = new TestingModel();

  @Test
  void shouldWriteAgainWhatTheTopicHasLost() {
    List<OutRecord> written = trainTo(3, 0);
    TrainerState state = state();
    model.models.clear(); // every transaction was dropped

    model.trainer(SETTINGS, Optional.of(state)).close();

    assertThat(model.republished).containsExactly(2, 3);
    assertSame(model.models, ofVersions(written, 2, 3));
  }

  @Test
  void shouldWriteNothingAgainThatTheTopicHas() {
    List<OutRecord> written = trainTo(3, 0);

    model.trainer(SETTINGS, Optional.of(state())).close();

    assertSame(model.models, written);
  }

  @Test
  void shouldPointToTheNewestAgainWhereAnOlderOneWasLost() {
    List<OutRecord> written = trainTo(3, 0);
    TrainerState state = state();
    model.models.removeAll(ofVersions(written, 2));

    model.trainer(SETTINGS, Optional.of(state)).close();

    assertThat(model.republished).containsExactly(2, 3);
    assertThat(model.models.get(model.models.size() - 1 - tombstones(written, 3)).key())
        .isEqualTo("tiny".getBytes(UTF_8));
  }

  /** A payload's digest takes its time, and steps go on meanwhile. */
  @Test
  void shouldWriteAVersionWithTheNextStepOrCheckpoint() {
    TestingModel slow = new TestingModel();
    List<Runnable> digests = new ArrayList<>();
    slow.background = digests::add;
    try (ModelTrainer trainer = slow.trainer(SETTINGS, Optional.empty())) {
      new TestingFeed(40, 0).inputs().forEach(trainer::accept);
      while (digests.isEmpty()) {
        trainer.work(END);
      }
      trainer.work(END);
      assertThat(slow.models).isEmpty();

      digests.get(0).run();
      while (digests.size() < 2) {
        trainer.work(END);
      }
      int written = slow.models.size();
      assertThat(written).isPositive();

      trainer.work(END);
      assertThat(slow.models).hasSize(written);
      new Thread(digests.get(1)).start();
      trainer.settle(); // waits
      assertThat(slow.models).hasSizeGreaterThan(written);
      assertThat(trainer.snapshot().unconfirmed()).hasSize(2);
    }
  }

  @Test
  void shouldForgetWhatIsCommitted() {
    trainTo(3, 2);

    assertThat(state().unconfirmed())
        .extracting(version -> version.key().version())
        .containsExactly(3);
  }

  @Test
  void shouldKeepOnlyTheTombstonesOfWhatIsRetired() {
    trainTo(4, 0);

    assertThat(state().unconfirmed())
        .filteredOn(version -> version.key().version() <= 2)
        .allSatisfy(
            version -> assertThat(version.records()).allMatch(record -> record.value() == null));
  }

  @Test
  void shouldNotWriteAgainWhatOlderStateMakesAgain() {
    trainTo(2, 2);
    TrainerState older = state();
    List<OutRecord> written = go(older, 4, SETTINGS);

    go(older, 4, SETTINGS);

    assertThat(model.models.subList(0, written.size())).isEqualTo(written);
    assertThat(model.models.subList(written.size(), model.models.size()))
        .allMatch(record -> record.value() == null);
  }

  @Test
  void shouldNotWriteAgainWhatWasRetiredMeanwhile() {
    trainTo(2, 0);
    TrainerState older = state();
    go(older, 5, SETTINGS);

    model.trainer(SETTINGS, Optional.of(older)).close();

    assertThat(model.republished).isEmpty();
  }

  @Test
  void shouldRefuseAnotherContentForAVersion() {
    trainTo(2, 2);
    TrainerState older = state();
    go(older, 4, SETTINGS);
    TrainerSettings faster =
        TestingModel.settings(Map.of("publish.retain", "2", "learner.learning-rate", "0.1"));

    assertThatThrownBy(() -> go(older, 4, faster))
        .isInstanceOf(PublicationException.class)
        .hasMessageStartingWith("version tiny@1.3 is on the topic already, with SHA-256 ")
        .hasMessageEndingWith("begin anew with trainer.generation=2.");
  }

  @Test
  void shouldRefuseToGoOnWithAnEarlierGeneration() {
    trainTo(2, 2);
    TrainerState first = state();
    TrainerSettings second = TestingModel.settings(Map.of("trainer.generation", "2"));
    try (ModelTrainer trainer = model.trainer(second, Optional.empty())) {
      train(trainer, 1);
    }

    assertThatThrownBy(() -> model.trainer(SETTINGS, Optional.of(first)))
        .isInstanceOf(PublicationException.class)
        .hasMessage(
            "this job publishes generation 1 of a model whose newest version is tiny@2.1. Stop this"
                + " job, or begin anew with trainer.generation=3.");
  }

  @Test
  void shouldKeepAVersionUntilTheCheckpointAfterItsOwnIsComplete() {
    try (ModelTrainer trainer = model.trainer(SETTINGS, Optional.empty())) {
      train(trainer, 1);
      trainer.checkpointed(7);
      trainer.completed(7); // the sink may still be committing
      assertThat(trainer.snapshot().unconfirmed()).hasSize(1);

      trainer.completed(8);

      assertThat(trainer.snapshot().unconfirmed()).isEmpty();
    }
  }

  @Test
  void shouldWriteAgainWhatMayBeTornWhereThereAreNoTransactions() {
    trainTo(2, 2);
    TrainerState older = state();
    List<OutRecord> written = go(older, 4, AT_LEAST_ONCE);
    model.models.removeIf(record -> new String(record.key(), UTF_8).equals("tiny@1.3#0"));

    go(older, 4, AT_LEAST_ONCE);

    List<OutRecord> again = model.models.subList(written.size() - 1, model.models.size());
    assertThat(again)
        .filteredOn(record -> record.value() != null)
        .extracting(record -> new String(record.key(), UTF_8))
        .containsExactly("tiny@1.3#0", "tiny@1.3", "tiny", "tiny@1.4#0", "tiny@1.4", "tiny");
    assertSame(again, ofVersions(written, 3, 4));
  }

  @Test
  void shouldWriteAgainWhatItsStateHasWhereThereAreNoTransactions() {
    List<OutRecord> written = trainTo(3, 0);

    model.trainer(AT_LEAST_ONCE, Optional.of(state())).close();

    assertSame(
        model.models.subList(written.size(), model.models.size()), ofVersions(written, 2, 3));
  }

  @Test
  void shouldStopWhereAnotherPublishesTheSameModelWithoutTransactions() {
    trainTo(2, 2);
    TrainerState shared = state();
    try (ModelTrainer trainer = model.trainer(AT_LEAST_ONCE, Optional.of(shared))) {
      TestingModel other = new TestingModel();
      try (ModelTrainer faster = other.trainer(FASTER, Optional.of(shared))) {
        train(faster, 3);
      }
      train(trainer, 3);
      trainer.checkpointed(9);
      trainer.completed(9); // it is alone yet
      model.models.addAll(other.models);

      assertThatThrownBy(() -> trainer.completed(10))
          .isInstanceOf(PublicationException.class)
          .hasMessageStartingWith("version tiny@1.3 is on the topic already, with SHA-256 ");
    }
  }

  @Test
  void shouldReadTheWholeTopicOnceHoweverManyCheckpointsComplete() {
    try (ModelTrainer trainer = model.trainer(AT_LEAST_ONCE, Optional.empty())) {
      for (int version = 1; version <= 4; version++) {
        train(trainer, version);
        trainer.checkpointed(version);
        trainer.completed(version);
      }

      assertThat(model.wholeReads).isEqualTo(1);
    }
  }

  private TrainerState last;

  private TrainerState state() {
    return RoundTrip.of(TrainerState.TYPE.serializer(), last);
  }

  /** Trains until so many versions were written, of which the first {@code committed} are known. */
  private List<OutRecord> trainTo(int versions, int committed) {
    try (ModelTrainer trainer = model.trainer(SETTINGS, Optional.empty())) {
      train(trainer, committed);
      trainer.checkpointed(7);
      trainer.completed(7);
      trainer.completed(8);
      train(trainer, versions);
      last = trainer.snapshot();
    }
    return new ArrayList<>(model.models);
  }

  private List<OutRecord> go(TrainerState state, int versions, TrainerSettings settings) {
    try (ModelTrainer trainer = model.trainer(settings, Optional.of(state))) {
      while (trainer.snapshot().publication().version() < versions) {
        trainer.work(END);
      }
    }
    return new ArrayList<>(model.models);
  }

  private static void train(ModelTrainer trainer, int versions) {
    if (trainer.snapshot().order().waiting().isEmpty()) {
      new TestingFeed(40, 0).inputs().forEach(trainer::accept);
    }
    while (trainer.snapshot().publication().version() < versions) {
      trainer.work(END);
    }
  }

  private static List<OutRecord> ofVersions(List<OutRecord> records, int... versions) {
    List<OutRecord> found = new ArrayList<>();
    int version = 1;
    for (OutRecord record : records) {
      version = belongsTo(record, version);
      int current = version;
      if (java.util.Arrays.stream(versions).anyMatch(v -> v == current)) {
        found.add(record);
      }
    }
    return found;
  }

  /** Chunks begin a version; manifest, pointer and tombstones follow. */
  private static int belongsTo(OutRecord record, int before) {
    String key = new String(record.key(), UTF_8);
    return record.value() != null && key.contains("#")
        ? Integer.parseInt(key.substring(key.indexOf('.') + 1, key.indexOf('#')))
        : before;
  }

  private static int tombstones(List<OutRecord> records, int version) {
    return (int)
        ofVersions(records, version).stream().filter(record -> record.value() == null).count();
  }

  private static void assertSame(List<OutRecord> actual, List<OutRecord> expected) {
    assertThat(actual).usingRecursiveFieldByFieldElementComparator().isEqualTo(expected);
  }
}
