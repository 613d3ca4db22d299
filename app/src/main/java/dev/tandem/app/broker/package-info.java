/** Whether there is a Kafka broker where a user says, and what is there instead. */
package dev.tandem.app.broker;
