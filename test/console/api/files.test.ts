import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { broadcastRoutes } from '../../../src/console/api/contract/broadcasts.ts';
import { receivedFileMs } from '../../../src/domain/file.ts';
import { type Answered, type ApiBench, type ApiOptions, failureShape, openApi } from '../../support/api-bench.ts';
import { createScriptedChannel } from '../../support/scripted-channel.ts';

const list = new TextEncoder().encode('张三\n李四');
const idShape = z.looseObject({ id: z.string() });
const takesFiles = { files: { maxBytes: 20 * 1024 * 1024, maxCaption: 1_000 } };

type Bench = ApiBench & {
  token: string;
  upload(name: string, body: Uint8Array, token?: string): Promise<Answered>;
  /** Uploads it; resolves with its id. */
  uploaded(): Promise<string>;
};

async function open(options: ApiOptions = {}): Promise<Bench> {
  const bench = await openApi({ channel: createScriptedChannel([], false, takesFiles), ...options });
  const token = await bench.signIn('secretary', { name: '周秘书' });
  const upload: Bench['upload'] = (name, body, as = token) =>
    bench.ask(`/api/files?name=${encodeURIComponent(name)}`, { token: as, body });
  const uploaded = async (): Promise<string> => idShape.parse((await upload('名单.txt', list)).json).id;
  return { ...bench, token, upload, uploaded };
}

const send = ({ ask, token }: Bench, order: object, key = 'k'): Promise<Answered> =>
  ask('/api/broadcasts', {
    token,
    headers: { 'idempotency-key': key },
    body: { text: '请看附件', to: 'all', ...order },
  });

describe('a file for a broadcast', () => {
  it('is uploaded, previewed, sent with it and downloaded', async () => {
    const bench = await open();
    const groupId = await bench.enroll('a');

    const { status, json } = await bench.upload('名单.txt', list);
    const file = broadcastRoutes.uploadFile.answer.parse(json);
    const preview = await bench.ask('/api/broadcasts/preview', {
      token: bench.token,
      body: { text: '', to: 'all', file: file.id },
    });
    const sent = await send(bench, { file: file.id });
    await bench.settle();

    expect([status, file]).toEqual([
      200,
      { id: expect.any(String), name: '名单.txt', mime: 'text/plain', size: 13, keptUntil: '2026-11-24T01:00:00.000Z' },
    ]);
    expect(preview.json).toMatchObject({ file: { name: '名单.txt', size: 13 }, groups: [{ groupId, messages: 1 }] });
    const { id } = idShape.parse(sent.json);
    expect(bench.channel.calls[0]?.body).toMatchObject({ kind: 'file', name: '名单.txt', caption: '请看附件' });
    const staff = await bench.signIn('staff');
    expect(await bench.ask(`/api/broadcasts/${id}`, { token: staff })).toMatchObject({
      json: { file: { name: '名单.txt', size: 13 }, counts: { sent: 1 } },
    });
    const downloaded = await bench.ask(`/api/broadcasts/${id}/file`, { token: staff });
    expect([downloaded.status, downloaded.bytes]).toEqual([200, list]);
    expect(downloaded.headers.get('content-disposition')).toContain("filename*=UTF-8''%E5%90%8D%E5%8D%95.txt");
    expect(downloaded.headers.get('content-security-policy')).toContain('sandbox');
    expect(bench.acts.map(({ act }) => act)).toEqual(['file.upload', 'broadcast.send']);
  });

  it('goes with every occurrence of a series', async () => {
    const bench = await open();
    await bench.enroll('a');
    const file = await bench.uploaded();

    const sent = await send(bench, { file, series: { cron: '0 9 * * 1' } });
    bench.clock.advance(7 * 24 * 3_600_000);
    await bench.store.files.removeExpired(bench.clock.now());
    await bench.series.planDue();
    await bench.settle();

    expect(bench.channel.calls.map(({ body }) => body)).toMatchObject([{ kind: 'file', name: '名单.txt' }]);
    const staff = await bench.signIn('staff');
    const { json } = await bench.ask('/api/series', { token: staff });
    expect(json).toMatchObject({ series: [{ file: { name: '名单.txt', size: 13 } }] });
    const download = await bench.ask(`/api/broadcasts/${idShape.parse(sent.json).id}/file`, { token: staff });
    expect(download.bytes).toEqual(list);
  });

  it('is sent once with the same key, also when the file is gone by then', async () => {
    const bench = await open();
    await bench.enroll('a');
    const file = await bench.uploaded();

    const first = await send(bench, { file });
    const { id } = idShape.parse(first.json);
    await bench.ask(`/api/broadcasts/${id}/cancel`, { token: bench.token, method: 'POST' });
    bench.clock.advance(1);
    expect(await bench.store.files.removeExpired(bench.clock.now())).toBe(1);
    const again = await send(bench, { file });

    expect(again.json).toMatchObject({ id, repeated: true });
    expect((await send(bench, {})).status).toBe(409);
    expect(await bench.desk.list()).toHaveLength(1);
  });

  it('can be previewed and sent by the account that uploaded it alone, and what members sent by none', async () => {
    const bench = await open();
    await bench.enroll('a');
    const file = await bench.uploaded();
    const photo = { name: '证据.jpg', mime: 'image/jpeg', bytes: Uint8Array.from([1]) };
    const ofMember = await bench.store.files.put(photo, { now: 1, expiresAt: null });
    const other = { ...bench, token: await bench.signIn('secretary', { name: '吴秘书' }) };

    const own = { text: '', to: 'all', file: ofMember };
    const seen = await bench.ask('/api/broadcasts/preview', { token: bench.token, body: own });
    const foreign = { text: '', to: 'all', file };
    const preview = await bench.ask('/api/broadcasts/preview', { token: other.token, body: foreign });

    expect([seen.status, preview.status]).toEqual([404, 404]);
    expect((await send(other, { file }, 'x')).status).toBe(404);
    expect((await send(bench, { file: ofMember }, 'y')).status).toBe(404);
    expect(await bench.desk.list()).toEqual([]);
    const again = await bench.upload('名单.txt', list, other.token);
    expect((await send(other, { file: idShape.parse(again.json).id }, 'z')).status).toBe(200);
  });

  it('twice is kept once', async () => {
    const bench = await open();

    expect(await bench.uploaded()).toBe(await bench.uploaded());
  });

  it('that nobody sends is removed after a day, and then can be neither previewed nor sent', async () => {
    const bench = await open();
    await bench.enroll('a');
    const file = await bench.uploaded();

    expect(await bench.store.files.removeExpired(bench.clock.now() + receivedFileMs - 1)).toBe(0);
    expect(await bench.store.files.removeExpired(bench.clock.now() + receivedFileMs)).toBe(1);

    const preview = await bench.ask('/api/broadcasts/preview', {
      token: bench.token,
      body: { text: '通知', to: 'all', file },
    });
    for (const answer of [preview, await send(bench, { file })]) {
      expect(answer.status).toBe(404);
      expect(failureShape.parse(answer.json).error.message).toContain('请重新上传');
    }
    expect(await bench.desk.list()).toEqual([]);
  });

  it('leaves out the groups that cannot get it, as the preview said', async () => {
    const bench = await open({ channel: createScriptedChannel() });
    await bench.enroll('a');
    const file = await bench.uploaded();

    const preview = await bench.ask('/api/broadcasts/preview', {
      token: bench.token,
      body: { text: '通知', to: 'all', file },
    });
    const sent = await send(bench, { file });

    expect(preview.json).toMatchObject({ groups: [], skipped: [{ reason: '附件发不过去：这个渠道发不了文件' }] });
    expect(sent.json).toMatchObject({ deliveries: 1, skipped: 1 });
  });
});

describe('an upload', () => {
  it.each([
    { what: 'of another kind', name: '安装.exe', body: list, sentence: '格式不能群发' },
    { what: 'that is not what it is called', name: '通知.pdf', body: list, sentence: '内容和扩展名不符' },
    { what: 'that is empty', name: '通知.txt', body: new Uint8Array(), sentence: '空文件' },
    { what: 'with a path', name: '../通知.txt', body: list, sentence: '斜杠' },
    { what: 'with a hidden character', name: '通知\u202etxt.pdf', body: list, sentence: '看不见的字符' },
  ])('$what is refused with what to change', async ({ name, body, sentence }) => {
    const bench = await open();

    const { status, json } = await bench.upload(name, body);

    expect(status).toBe(400);
    expect(failureShape.parse(json).error.message).toContain(sentence);
  });

  it('may have the largest size, and no more', async () => {
    const bench = await open();
    const most = 20 * 1024 * 1024;

    expect((await bench.upload('一.txt', new Uint8Array(most).fill(0x61))).status).toBe(200);
    const { status, json } = await bench.upload('一.txt', new Uint8Array(most + 1).fill(0x61));

    expect(status).toBe(413);
    expect(failureShape.parse(json).error.message).toContain('最大 20 MB');
  });

  it('is not read as anything but bytes, and not from another site', async () => {
    const bench = await open();
    const path = '/api/files?name=a.txt';

    const form = await bench.ask(path, {
      token: bench.token,
      body: list,
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    });
    const foreign = await bench.ask(path, {
      token: bench.token,
      body: list,
      headers: { origin: 'https://example.net' },
    });

    expect([form.status, foreign.status]).toEqual([400, 403]);
  });

  it('that stops halfway, or comes too slowly, keeps nothing and holds up nobody', async () => {
    const bench = await open({ fileMs: 200 });
    const halfway = (end: 'cut' | 'wait'): Promise<number | null> =>
      new Promise((resolve) => {
        const sending = request(`${bench.url}/api/files?name=a.txt`, {
          method: 'POST',
          headers: {
            'content-type': 'application/octet-stream',
            'content-length': '1000',
            cookie: `qingyu_session=${bench.token}`,
          },
        });
        sending.on('response', ({ statusCode = 0 }) => resolve(statusCode));
        sending.on('error', () => resolve(null));
        sending.on('close', () => resolve(null));
        sending.write(list, () => end === 'cut' && sending.destroy());
      });

    expect(await Promise.all(Array.from({ length: 4 }, () => halfway('cut')))).toEqual([null, null, null, null]);
    expect(await halfway('wait')).toBe(408);
    await expect.poll(async () => (await bench.upload('名单.txt', list)).status, { timeout: 20_000 }).toBe(200);
    expect(await bench.store.files.removeExpired(bench.clock.now() + receivedFileMs)).toBe(1);
  });

  it('is one of few: an account cannot fill the store', async () => {
    const bench = await open();
    const status = async (number: number, token?: string): Promise<number> =>
      (await bench.upload('a.txt', new TextEncoder().encode(`${number}`), token)).status;
    for (let number = 0; number < 20; number += 1) expect(await status(number)).toBe(200);

    expect(await status(20)).toBe(429);
    expect(await status(21, await bench.signIn('admin'))).toBe(200);
  });
});

describe('the file of a broadcast', () => {
  it('is not that of a private delivery', async () => {
    const bench = await open();
    await bench.enroll('a');
    const sent = await send(bench, { file: await bench.uploaded() });
    const [delivery] = await bench.store.deliveries.listOf(idShape.parse(sent.json).id);

    expect((await bench.ask(`/api/broadcasts/${delivery?.id}/file`, { token: bench.token })).status).toBe(404);
  });

  it('is told to be none where there is none', async () => {
    const bench = await open();
    await bench.enroll('a');
    const { id } = idShape.parse((await send(bench, {})).json);

    const { status, json } = await bench.ask(`/api/broadcasts/${id}/file`, { token: bench.token });

    expect(status).toBe(404);
    expect(failureShape.parse(json).error.message).toBe('这次群发没有附件。');
  });
});
