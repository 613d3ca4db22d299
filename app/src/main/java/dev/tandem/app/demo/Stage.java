package dev.tandem.app.demo;

/** What a demo is doing. */
enum Stage {
  KAFKA("starting Kafka"),
  TOPICS("creating the topics"),
  TORCH("starting PyTorch"),
  FLINK("starting Flink"),
  JOBS("starting the jobs"),
  TRAINING("training"),
  FINISHING("finishing the training"),
  ANSWERING("joining and answering the last clips"),
  STOPPING("stopping the jobs with a savepoint"),
  LIVE("taking the final version live"),
  REPORT("building the report");

  private final String doing;

  Stage(String doing) {
    this.doing = doing;
  }

  /** As in "is starting Kafka". */
  String doing() {
    return doing;
  }
}
