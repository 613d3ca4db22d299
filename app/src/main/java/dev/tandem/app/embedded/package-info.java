/**
 * Kafka and Flink inside this process.
 *
 * <pre>
 * EmbeddedKafka   one KRaft node, loopback only
 * EmbeddedFlink   mini cluster with REST and web UI; submits, watches and stops jobs
 * </pre>
 */
package dev.tandem.app.embedded;
