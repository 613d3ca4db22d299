/**
 * What monitoring/ has: Grafana's dashboards are written from here, by the metrics' own names, and
 * rules and dashboards are asked of a live Prometheus.
 */
package dev.tandem.tests.monitoring;
