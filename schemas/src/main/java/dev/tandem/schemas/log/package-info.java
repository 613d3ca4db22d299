/**
 * How Tandem reaches a Kafka cluster, and reads what is committed there.
 *
 * <pre>
 * KafkaConnection ── consumers ──► CommittedLog ── records up to the committed end ──► whoever asks
 * </pre>
 *
 * <p>Who follows a topic for ever polls a consumer of its own; who reads to an end does it here.
 */
package dev.tandem.schemas.log;
