/** The files of the pages, as a browser gets them one by one, or as one file that keeps a run. */
package dev.tandem.monitoring.page;
