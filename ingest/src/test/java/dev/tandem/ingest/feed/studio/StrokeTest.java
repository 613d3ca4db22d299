package dev.tandem.ingest.feed.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class StrokeTest {

  @Test
  void shouldPassThroughItsPoints() {
    Stroke stroke = Stroke.parse("0,0 0.5,1 1,0");

    assertThat(stroke.curve())
        .startsWith(new Point(0, 0))
        .contains(new Point(0.5, 1))
        .endsWith(new Point(1, 0));
  }

  /** Catmull-Rom half way from (0,0) to (2,2) between (-2,-2) and (4,4) is (1,1). */
  @Test
  void shouldBeStraightAlongALine() {
    List<Point> curve = Stroke.parse("0,0 1,1 2,2").curve();

    assertThat(curve).allSatisfy(p -> assertThat(p.y()).isEqualTo(p.x(), within(1e-12)));
  }

  @Test
  void shouldDrawALineAsThickAsThePen() {
    byte[] luma = new byte[9 * 9];
    new Pen(1, 1).draw(List.of(Stroke.parse("0,4 8,4")), luma, 0, 9);

    assertThat(luma[4 * 9 + 4]).as("on the line").isEqualTo((byte) 255);
    assertThat(luma[5 * 9 + 4]).as("1 pixel off, at the soft edge").isEqualTo((byte) 128);
    assertThat(luma[6 * 9 + 4]).as("2 pixels off").isZero();
  }
}
