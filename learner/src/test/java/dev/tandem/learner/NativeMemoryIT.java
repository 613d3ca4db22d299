package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** {@link NativeMemoryTest} over ten times as many steps. */
@Tag("long")
class NativeMemoryIT {

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldStayFlatOverFiftyThousandSteps() {
    List<Long> resident = NativeMemoryTest.resident(5_000, 50_000);

    System.out.println("resident kilobytes at steps 5,000 and 50,000: " + resident);
    assertThat(resident.get(1)).isLessThan(resident.get(0) + resident.get(0) / 20);
  }
}
