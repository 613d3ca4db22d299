package dev.tandem.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ModelKeyTest {
  private static final ModelKey KEY = new ModelKey("av", 2, 17);

  @Test
  void shouldReadBackItsManifestKey() {
    assertThat(KEY.manifestKey()).isEqualTo("av@2.17");
    assertThat(KEY.chunkKey(3)).isEqualTo("av@2.17#3");
    assertThat(ModelKey.ofManifestKey("av@2.17")).contains(KEY);
  }

  @Test
  void shouldNotTakeOtherKeysForManifests() {
    assertThat(ModelKey.ofManifestKey("av")).isEmpty();
    assertThat(ModelKey.ofManifestKey("av@2.17#3")).isEmpty();
    assertThat(ModelKey.ofManifestKey("av@0.1")).isEmpty();
    assertThat(ModelKey.ofManifestKey("av@99999999999.1")).isEmpty();
  }

  @Test
  void shouldOrderByGenerationThenVersion() {
    assertThat(new ModelKey("av", 3, 1)).isGreaterThan(KEY);
    assertThat(new ModelKey("av", 2, 18)).isGreaterThan(KEY);
  }

  @Test
  void shouldRefuseNamesThatWouldBreakKeys() {
    assertThatThrownBy(() -> new ModelKey("a@b", 1, 1))
        .hasMessage("trainer.model is 'a@b'; allowed are letters, digits, '.', '-' and '_'");
  }
}
