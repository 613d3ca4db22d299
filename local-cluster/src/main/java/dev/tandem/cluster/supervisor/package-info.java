/**
 * A cluster on one machine: ZooKeeper, a Kafka broker, Flink's JobManager and two TaskManagers,
 * each a process of its own that a supervisor starts again when it dies.
 *
 * <p>{@link dev.tandem.cluster.supervisor.LocalCluster} is what the command line uses; {@link
 * dev.tandem.cluster.supervisor.Supervisor} is the process that stays.
 */
package dev.tandem.cluster.supervisor;
