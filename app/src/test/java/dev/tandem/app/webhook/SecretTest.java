package dev.tandem.app.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schemas.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {
  @TempDir Path directory;

  /** The example of the libraries for "Standard Webhooks". */
  @Test
  void shouldSignAsTheStandardHasIt() throws Exception {
    Secret secret = secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");

    assertThat(secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void shouldTakeAnyTextForASecret() throws Exception {
    String signed = secret("correct horse battery staple\n").sign("a", 1, "{}");

    assertThat(signed).isEqualTo(secret("  correct horse battery staple").sign("a", 1, "{}"));
    assertThat(signed).isNotEqualTo(secret("correct horse battery stapler").sign("a", 1, "{}"));
    assertThat(signed).isNotEqualTo(secret("correct horse battery staple").sign("b", 1, "{}"));
    assertThat(signed).isNotEqualTo(secret("correct horse battery staple").sign("a", 2, "{}"));
  }

  @Test
  void shouldRefuseWhatIsNoSecretWithoutShowingIt() throws Exception {
    assertRefused("hunter2", "whose secret has 7 bytes; must have at least 16. Make one with: ");
    assertRefused("whsec_no base64 at all!", "whose secret is no base64 behind whsec_");
    assertRefused("x".repeat(5_000), "which has more than 4,096 bytes");
    assertThatThrownBy(() -> Secret.read(directory.resolve("nowhere")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("nowhere, which cannot be read; must be a file with one secret");
  }

  private void assertRefused(String text, String message) {
    assertThatThrownBy(() -> secret(text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain(text);
  }

  private Secret secret(String text) throws IOException {
    return Secret.read(Files.writeString(directory.resolve("secret"), text));
  }
}
