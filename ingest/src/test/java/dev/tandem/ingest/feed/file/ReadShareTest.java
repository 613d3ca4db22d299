package dev.tandem.ingest.feed.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadShareTest {
  @Test
  void shouldCountEachFileForTheSamePart() {
    ReadShare share = new ReadShare(4);
    assertThat(share.get()).hasValue(0);
    share.begin();
    share.at(0.5);
    assertThat(share.get()).hasValue(0.125);
    share.begin();
    assertThat(share.get()).hasValue(0.25);
    share.at(7);
    assertThat(share.get()).as("a file that is longer than it seemed").hasValue(0.5);
  }

  @Test
  void shouldKnowNothingOfFilesThatAreStillToCome() {
    ReadShare share = new ReadShare(0);
    share.begin();
    assertThat(share.get()).isEmpty();
  }
}
