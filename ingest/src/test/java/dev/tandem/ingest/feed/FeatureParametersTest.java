package dev.tandem.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.extract.TensorFormat;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.FeatureContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FeatureParametersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "studio:",
        "studio:?audio-features=log-mel:bands=64:mean=0.1",
        "studio:?audio-features=stft-log&video-features=frame-stack:colour=rgb:size=32:crop=centre",
        "studio:?audio-features=waveform:rate=8000:seconds=0.5",
      })
  void shouldMakeTheFeaturesOfTheContractAgain(String uri) {
    List<FeatureContract> contract = contract(uri);

    Map<String, String> parameters = FeatureParameters.of(contract, List.of());

    assertThat(parameters).containsEntry("frames", "3");
    parameters.remove("frames"); // the studio has its own
    String again =
        "studio:?audio-features=%s&video-features=%s"
            .formatted(parameters.get("audio-features"), parameters.get("video-features"));
    assertThat(contract(again)).isEqualTo(contract);
  }

  @Test
  void shouldSayWhatIsNotToBeHad() {
    FeatureContract vector = new FeatureContract("radar", new Extractor("raw", "1"), List.of(32));
    FeatureContract newer =
        new FeatureContract("audio", new Extractor("log-mel", "2"), List.of(40, 98));

    assertThatThrownBy(() -> FeatureParameters.of(List.of(vector), List.of()))
        .isInstanceOf(FeedException.class)
        .hasMessage("the model takes [radar]; media have audio and video. Send it features.");
    assertThatThrownBy(() -> FeatureParameters.of(List.of(newer), List.of()))
        .isInstanceOf(FeedException.class)
        .hasMessageContaining("audio by log-mel 2, which is not to be had here");
  }

  private static List<FeatureContract> contract(String uri) {
    try (Feed feed = Feeds.open(Feeds.parse(uri), 0)) {
      return feed.describe().modalities().stream()
          .map(
              modality -> {
                TensorFormat format = modality.extractor().format();
                return new FeatureContract(modality.name(), format.extractor(), format.shape());
              })
          .toList();
    }
  }
}
