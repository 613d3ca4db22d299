package dev.tandem.app.command;

import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.TopicCheck;
import dev.tandem.schemas.TopicSpec;
import dev.tandem.schemas.log.KafkaConnection;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** What a user is told of topics before a command begins. */
final class TopicNotes {
  private TopicNotes() {}

  /**
   * Returns where {@code topics} can be used, having said what is unusual about them.
   *
   * @throws dev.tandem.schemas.UnfitTopicsException where they cannot be
   */
  static void require(CommandSpec spec, KafkaConnection kafka, List<TopicSpec> topics) {
    try (TopicAdmin admin = TopicAdmin.connect(kafka)) {
      TopicCheck.require(admin, topics)
          .forEach(
              note ->
                  spec.commandLine()
                      .getErr()
                      .println(spec.qualifiedName() + ": note: topic " + note));
      spec.commandLine().getErr().flush();
    }
  }
}
