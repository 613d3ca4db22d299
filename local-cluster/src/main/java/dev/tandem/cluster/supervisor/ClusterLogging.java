package dev.tandem.cluster.supervisor;

import java.nio.file.Path;

/** How the processes of a cluster log: to a file each, bounded. */
final class ClusterLogging {
  private ClusterLogging() {}

  static String to(Path log) {
    return """
        status = error
        shutdownHook = disable
        appender.file.type = RollingFile
        appender.file.name = file
        appender.file.fileName = %1$s
        appender.file.filePattern = %1$s.%%i
        appender.file.layout.type = PatternLayout
        appender.file.layout.pattern = %%d %%-5p [%%t] %%c{1} %%m%%n%%ex
        appender.file.policies.type = Policies
        appender.file.policies.size.type = SizeBasedTriggeringPolicy
        appender.file.policies.size.size = 16MB
        appender.file.strategy.type = DefaultRolloverStrategy
        appender.file.strategy.max = 4
        rootLogger.level = info
        rootLogger.appenderRef.file.ref = file
        logger.kafkaClients.name = org.apache.kafka.clients
        logger.kafkaClients.level = warn
        logger.alignment.name = org.apache.flink.runtime.source.coordinator.SourceCoordinator
        logger.alignment.level = warn
        logger.kafkaConfig.name = org.apache.kafka.common.config
        logger.kafkaConfig.level = warn
        """
        .formatted(log);
  }
}
