/** The learning core against PyTorch in Python, and against what memory allows. */
package dev.tandem.benchmarks;
