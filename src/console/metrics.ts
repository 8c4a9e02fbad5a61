export type Sample = { labels: Readonly<Record<string, string>>; value: number };

/** One Prometheus metric; `collect` is asked at every scrape. */
export type Metric = { name: string; help: string; type: 'counter' | 'gauge'; collect(): Promise<readonly Sample[]> };

/** Prometheus text format 0.0.4. A metric that cannot be collected is left out: a false zero would be worse. */
export async function renderMetrics(metrics: readonly Metric[]): Promise<string> {
  const blocks = await Promise.all(metrics.map((metric) => renderMetric(metric).catch(() => '')));
  return blocks.join('');
}

async function renderMetric({ name, help, type, collect }: Metric): Promise<string> {
  const samples = await collect();
  const lines = samples.map(({ labels, value }) => `${name}${renderLabels(labels)} ${value}\n`);
  return `# HELP ${name} ${help.replace(/\n/gu, ' ')}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function renderLabels(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escapeLabel(value: string): string {
  return value.replace(/\\/gu, '\\\\').replace(/"/gu, '\\"').replace(/\n/gu, '\\n');
}
