/**
 * Kafka and Flink, in this process or outside it.
 *
 * <pre>
 * EmbeddedKafka   one KRaft node, loopback only
 * EmbeddedFlink   mini cluster with REST and web UI  ┐ submit, watch
 * RemoteFlink     a cluster reached by REST          ┘ and stop jobs
 * </pre>
 */
package dev.tandem.cluster;
