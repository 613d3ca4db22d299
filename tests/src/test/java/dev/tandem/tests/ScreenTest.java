package dev.tandem.tests;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[W1128 19:48:24.286644822 NNPACK.cpp:57] Could not initialize NNPACK! Reason: Unsupported",
        "SLF4J: Class path contains multiple SLF4J bindings.",
        "WARNING: A restricted method in java.lang.System has been called",
        "NOTE: Picked up JDK_JAVA_OPTIONS: -Xmx1g",
        "OpenJDK 64-Bit Server VM warning: Sharing is only supported for boot loader classes",
        "19:46:46.796 WARN  NetworkClient [Producer clientId=producer-1] Bootstrap broker away",
        "\tat org.apache.flink.runtime.taskexecutor.TaskExecutor.run(TaskExecutor.java:1921)",
        "java.lang.IllegalStateException: no"
      })
  void shouldKnowLinesOfLibraries(String line) {
    assertThatThrownBy(() -> Screen.requireOnlyOurs("00:01  training\n" + line + "\n"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("lines that are not Tandem's")
        .hasMessageContaining(line.strip());
  }

  @Test
  void shouldLetOurOwnPass() {
    assertThatCode(
            () ->
                Screen.requireOnlyOurs(
                    "01:31  building the report: step 25, 0 clips/s\n19:48:24.286 INFO  LiveModel av@1.1 is live\n\n"))
        .doesNotThrowAnyException();
  }
}
