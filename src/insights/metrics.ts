import type { Backlog } from './backlog.ts';
import type { PausedTarget, PostingFigures } from './figures.ts';

/** What the metrics are made of. */
export interface Measured {
  backlog: Backlog;
  postings: readonly PostingFigures[];
  pausedTargets: readonly PausedTarget[];
  residentBytes: number;
  uptimeSeconds: number;
}

interface Sample {
  labels?: Record<string, string>;
  value: number | string;
}

/** The figures in the text format of Prometheus, version 0.0.4. Every one is a gauge: the tables are counted anew. */
export function metricsText({ backlog, postings, pausedTargets, residentBytes, uptimeSeconds }: Measured): string {
  const gauges: [name: string, help: string, samples: Sample[]][] = [
    ['tallyman_stale_cases', 'Dossiers, keys and wide changes waiting for the audit.', [{ value: backlog.staleCases }]],
    [
      'tallyman_oldest_stale_seconds',
      'How long the oldest of them has been waiting.',
      [{ value: backlog.oldestStaleSeconds }],
    ],
    [
      'tallyman_quarantined_messages',
      'Messages not understood and not replayed since.',
      [{ value: backlog.quarantinedMessages }],
    ],
    [
      'tallyman_reconciliation_differences',
      'What our books and the ERPs differ in and nobody has explained.',
      [{ value: backlog.reconciliation.openDifferences }],
    ],
    [
      'tallyman_reconciliation_failed_targets',
      'ERP targets whose last comparison failed.',
      [{ value: backlog.reconciliation.failedTargets }],
    ],
    ['tallyman_parked_cases', 'Cases the engine failed on.', [{ value: backlog.parkedCases }]],
    [
      'tallyman_postings',
      'Postings by state.',
      Object.entries(backlog.postings).map(([state, value]) => ({ labels: { state }, value })),
    ],
    [
      'tallyman_postings_gross',
      'Gross amount of postings by target, currency and state.',
      postings.map(({ target, currency, state, gross }) => ({ labels: { target, currency, state }, value: gross })),
    ],
    [
      'tallyman_paused_targets',
      'ERP targets that are being left alone, with failures in a row.',
      pausedTargets.map(({ target, failures }) => ({ labels: { target }, value: failures })),
    ],
    ['process_resident_memory_bytes', 'Memory of this process.', [{ value: residentBytes }]],
    ['process_uptime_seconds', 'Since when this process runs.', [{ value: uptimeSeconds }]],
  ];
  return gauges.map(([name, help, samples]) => gauge(name, help, samples)).join('');
}

function gauge(name: string, help: string, samples: readonly Sample[]): string {
  const lines = samples.map(({ labels, value }) => `${name}${labels ? labelText(labels) : ''} ${value}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines, ''].join('\n');
}

function labelText(labels: Record<string, string>): string {
  const escaped = (text: string): string => text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
  return `{${Object.entries(labels)
    .map(([label, text]) => `${label}="${escaped(text)}"`)
    .join(',')}}`;
}
