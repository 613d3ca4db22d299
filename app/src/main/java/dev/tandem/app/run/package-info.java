/** The parts of the system as this process runs them: jobs, feed and serving on a Kafka cluster. */
package dev.tandem.app.run;
