import { describe, expect, it } from 'vitest';
import { createRecordAct } from '../../../src/console/api/acts-on-record.ts';
import type { Act } from '../../../src/console/api/acts.ts';
import { createHandClock } from '../../support/hand-clock.ts';
import { createNotingLog } from '../../support/noting-log.ts';
import { openTempStore } from '../../support/temp-store.ts';

const act = (changes: Partial<Act>): Act => ({
  act: 'receipts.view',
  name: '李工',
  role: 'staff',
  address: '127.0.0.1',
  target: null,
  at: 7,
  ...changes,
});

describe('acts of the API', () => {
  it('are in the audit log where no desk puts them there', async () => {
    const { store } = await openTempStore(createHandClock('2026-11-23T09:00:00+08:00'));
    const record = createRecordAct({ audit: store.audit, log: createNotingLog() });

    await record(act({ act: 'session.begin' }));
    await record(act({ target: 'b1' }));
    await record(act({ act: 'broadcast.cancel', target: 'b1' }));

    expect(await store.audit.list(0, 100)).toMatchObject([
      { at: 7, who: '李工', action: 'session/begin', subject: '李工', detail: { address: '127.0.0.1' } },
      { at: 7, who: '李工', action: 'receipts/view', subject: 'b1', detail: {} },
    ]);
  });

  it('stay done where the audit log cannot be written, and that is told', async () => {
    const log = createNotingLog();
    const append = () => Promise.reject(new Error('the disk is full'));

    await createRecordAct({ audit: { append }, log })(act({ target: 'b1' }));

    expect(JSON.stringify(log.notes)).toContain('not in the audit log');
  });
});
