/** What runs around the jobs: a TaskManager that is ready before it is needed. */
package dev.tandem.trainer.process;
