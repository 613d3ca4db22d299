package dev.tandem.app.bench;

/**
 * Answers by HTTP beside the same model called in the process.
 *
 * @param callers at a time
 * @param ratio of answers a second, by HTTP over in the process
 */
public record Answering(int callers, Speed http, Speed inProcess, double ratio) {

  /** Percentiles by nearest rank, in milliseconds. */
  public record Speed(double answersPerSecond, double p50, double p99) {
    private static Speed of(Calls calls) {
      return new Speed(calls.perSecond(), calls.at(0.5), calls.at(0.99));
    }
  }

  static Answering of(int callers, Calls http, Calls inProcess) {
    return new Answering(
        callers, Speed.of(http), Speed.of(inProcess), http.perSecond() / inProcess.perSecond());
  }
}
