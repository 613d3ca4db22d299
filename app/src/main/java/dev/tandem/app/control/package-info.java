/** What people say to running jobs: the control topic as the command writes and reads it. */
package dev.tandem.app.control;
