package dev.tandem.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueFlagsTest {
  private static String flags(Topics topics, List<String> modalities) {
    return CatalogueFlags.of(topics.catalogue(modalities, 1));
  }

  @Test
  void shouldSayNothingOfTheStandardCatalogue() {
    assertThat(flags(Topics.standard(), List.of("audio", "video"))).isEmpty();
    assertThat(flags(Topics.standard(), List.of())).isEmpty();
  }

  @Test
  void shouldNamePrefixAndModalitiesOfAnother() {
    assertThat(flags(new Topics("lab.a"), List.of("audio", "imu.left")))
        .isEqualTo(" --prefix lab.a --modalities audio,imu.left");
    assertThat(flags(new Topics("lab"), List.of())).isEqualTo(" --prefix lab");
  }
}
