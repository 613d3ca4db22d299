package dev.tandem.app.bench;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Something that grows, measured in a job: processor time of the whole process.
 *
 * @param item whose cost it is
 * @param sizes in growing order
 * @param contender of a size
 */
record JobRow(
    String what,
    String unit,
    String item,
    List<Integer> sizes,
    IntFunction<JobContender> contender) {

  Growth measure(long rounds, Consumer<String> say) {
    List<JobContender> contenders = sizes.stream().map(contender::apply).toList();
    Rounds measured = Rounds.run(contenders, rounds, say);
    String smallest = contenders.get(0).name();
    List<Measured> figures =
        contenders.stream().map(one -> measured.compare(one.name(), smallest)).toList();
    return new Growth(
        what,
        unit,
        item,
        sizes,
        figures.stream().map(Measured::cpuMicrosPerRecord).toList(),
        figures.stream().map(Measured::ratio).toList(),
        contenders.stream().map(JobContender::stateBytes).toList());
  }
}
