package dev.tandem.learner.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.learner.TestingClips;
import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.data.Sample;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.RehearsalSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReservoirTest {

  private static final Architecture PAIR = TestingClips.pair();
  private static final RehearsalSettings TWELVE = RehearsalSettings.defaults().withClips(12);

  @Test
  void shouldShareTheRoomByClassHoweverRareItIs() {
    Reservoir reservoir = new Reservoir(TWELVE, PAIR, 1);
    for (int i = 0; i < 300; i++) {
      reservoir.add(clip(i, i % 50 == 0 ? 2 : i % 2));
    }

    var byClass =
        reservoir.draw(100, 0).stream()
            .collect(Collectors.groupingBy(drawn -> drawn.clip().label(), Collectors.counting()));
    assertThat(byClass).containsEntry(0, 4L).containsEntry(1, 4L).containsEntry(2, 4L);
    assertThat(reservoir.size()).isEqualTo(12);
  }

  /** Of 80 clips of a class in 4 places, each stays with probability 1/20. */
  @Test
  void shouldKeepEveryClipOfAClassAsLikely() {
    int early = 0;
    int runs = 500;
    for (int seed = 0; seed < runs; seed++) {
      Reservoir reservoir = new Reservoir(TWELVE, PAIR, seed);
      for (int i = 0; i < 80; i++) {
        reservoir.add(clip(i, 0));
      }
      early +=
          (int)
              reservoir.draw(4, 0).stream()
                  .filter(c -> Integer.parseInt(c.clip().example().clipId()) < 40)
                  .count();
    }
    // binomial: 2,000 draws at 1/2, deviation 22
    assertThat(early).isBetween(900, 1100);
  }

  /** Of 12 clips of a class that were all kept, 4 stay: each with probability 1/3. */
  @Test
  void shouldKeepEveryClipAsLikelyWhereThereIsLessRoom() {
    int early = 0;
    int runs = 500;
    for (int seed = 0; seed < runs; seed++) {
      Reservoir before = new Reservoir(TWELVE.withClips(36), PAIR, seed);
      for (int i = 0; i < 12; i++) {
        before.add(clip(i, 0));
      }
      Reservoir after = new Reservoir(TWELVE, PAIR, seed, before.state());
      assertThat(after.size()).isEqualTo(4);
      early +=
          (int)
              after.draw(4, 0).stream()
                  .filter(c -> Integer.parseInt(c.clip().example().clipId()) < 6)
                  .count();
    }
    // binomial: 2,000 draws at 1/2, deviation less than 22
    assertThat(early).isBetween(900, 1100);
  }

  @Test
  void shouldDrawDifferentClipsByTheNumberOfTheDrawAlone() {
    Reservoir reservoir = new Reservoir(RehearsalSettings.defaults(), PAIR, 1);
    for (int i = 0; i < 60; i++) {
      reservoir.add(clip(i, i % 3));
    }

    assertThat(ids(reservoir.draw(16, 5)))
        .doesNotHaveDuplicates()
        .hasSize(16)
        .isEqualTo(ids(reservoir.draw(16, 5)))
        .isNotEqualTo(ids(reservoir.draw(16, 6)));
  }

  /** What is drawn has its ordinal, and how often it has been drawn by now: that is augmented. */
  @Test
  void shouldCountTheReplaysOfEachClip() throws IOException {
    Reservoir reservoir = new Reservoir(TWELVE, PAIR, 1);
    for (int i = 0; i < 6; i++) {
      reservoir.add(clip(i, i % 3));
    }
    Map<Long, Integer> replays = new TreeMap<>();
    for (int draw = 0; draw < 10; draw++) {
      for (Sample drawn : reservoir.draw(2, draw)) {
        assertThat(drawn.clip().example().clipId()).isEqualTo(Long.toString(drawn.ordinal()));
        assertThat(drawn.replay()).isEqualTo(replays.merge(drawn.ordinal(), 1, Integer::sum));
      }
      reservoir = new Reservoir(TWELVE, PAIR, 1, written(reservoir.state()));
    }
    assertThat(replays.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(20);
    reservoir.add(clip(6, 0));
    assertThat(reservoir.draw(7, 0))
        .as("a clip that came later was never replayed")
        .filteredOn(drawn -> drawn.ordinal() == 6)
        .singleElement()
        .satisfies(drawn -> assertThat(drawn.replay()).isEqualTo(1));
  }

  private static ReservoirState written(ReservoirState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    state.writeTo(new DataOutputStream(bytes));
    return ReservoirState.readFrom(
        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  /** Digests of versions stand on it. */
  @Test
  void shouldDrawWhatEarlierBuildsDrew() {
    Reservoir reservoir = new Reservoir(TWELVE.withClips(90), PAIR, 1);
    for (int i = 0; i < 300; i++) {
      reservoir.add(clip(i, i % 3));
    }
    Reservoir smaller = new Reservoir(TWELVE, PAIR, 1, reservoir.state());

    assertThat(ids(reservoir.draw(8, 5)))
        .containsExactly("240", "162", "130", "57", "75", "211", "206", "69");
    assertThat(ids(smaller.draw(12, 5)))
        .containsExactly(
            "269", "211", "190", "35", "245", "57", "212", "282", "265", "153", "73", "66");
  }

  @Test
  void shouldHoldNoMoreBytesThanItMay() {
    // 6 + 63 features of 2 bytes: 138 bytes a clip, so 6 clips, 2 of each class
    Reservoir reservoir = new Reservoir(TWELVE.withMaxBytes(138 * 6 + 137), PAIR, 1);
    for (int i = 0; i < 60; i++) {
      reservoir.add(clip(i, i % 3));
    }

    assertThat(reservoir.size()).isEqualTo(6);
    assertThatThrownBy(() -> new Reservoir(TWELVE.withMaxBytes(200), PAIR, 1))
        .hasMessage(
            "learner.rehearsal-clips 12 and learner.rehearsal-bytes 200; must have room for a clip of each of 3 classes. Raise them, or set learner.updates-per-batch to 0.");
  }

  @Test
  void shouldKeepFeaturesInSixteenBits() {
    SortedMap<String, float[]> inputs = new TreeMap<>();
    inputs.put("sound", new float[] {1, -0.1f, 1000.3f, 1e-20f, 3e20f, 0});
    StoredClip stored =
        StoredClip.of(new Sample(new LabelledExample(new Example("c", inputs), 2), 0, 0));

    float[] kept = stored.sample().clip().example().inputs().get("sound");
    for (int i = 0; i < kept.length; i++) {
      float exact = inputs.get("sound")[i];
      assertThat(Math.abs(kept[i] - exact)).isLessThanOrEqualTo(Math.abs(exact) / 256);
    }
    assertThat(kept[0]).isEqualTo(1);
    assertThat(stored.sample().clip().label()).isEqualTo(2);
    assertThat(stored.sample().clip().example().clipId()).isEqualTo("c");
  }

  private static List<Sample> clip(int id, int label) {
    LabelledExample clip = TestingClips.batch(PAIR, 1, id).get(0);
    Example example = new Example(Integer.toString(id), clip.example().inputs());
    return Sample.ofNew(List.of(new LabelledExample(example, label)), id);
  }

  private static List<String> ids(List<Sample> samples) {
    return new ArrayList<>(samples.stream().map(s -> s.clip().example().clipId()).toList());
  }
}
