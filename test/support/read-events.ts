export type ServerEvent = { id: string; data: string };

export type EventReader = {
  /** The next `count` events; rejects when the stream ends before. */
  take(count: number): Promise<ServerEvent[]>;
  /** Resolves when the server ended the stream. */
  ended(): Promise<void>;
  leave(): void;
};

/** Reads server-sent events over real HTTP. */
export async function readEvents(url: string, headers: Record<string, string> = {}): Promise<EventReader> {
  const leaving = new AbortController();
  const response = await fetch(url, { headers, signal: leaving.signal });
  if (response.status !== 200 || response.body === null) throw new Error(`events answered ${response.status}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  const waiting: ServerEvent[] = [];

  async function read(): Promise<boolean> {
    const { done, value = '' } = await reader.read();
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop() ?? '';
    waiting.push(...blocks.map(parseBlock).filter((event) => event !== null));
    return !done;
  }

  return {
    async take(count) {
      while (waiting.length < count) if (!(await read())) throw new Error('the stream ended early');
      return waiting.splice(0, count);
    },
    async ended() {
      while (await read().catch(() => false));
    },
    leave: () => leaving.abort(),
  };
}

/** Null for comments and settings. */
function parseBlock(block: string): ServerEvent | null {
  const fields = new Map(block.split('\n').map((line) => [line.split(':')[0], line.replace(/^\w*: ?/u, '')]));
  const data = fields.get('data');
  return data === undefined ? null : { id: fields.get('id') ?? '', data };
}
