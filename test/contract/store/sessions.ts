import { describe, expect, it } from 'vitest';
import { password, session, user } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

const zhou = user('周秘书');

export function sessionsContract({ store, reopen }: Bench): void {
  const signIn = async (...hashes: string[]): Promise<void> => {
    await store().users.add(zhou);
    await store().passwords.put(password(zhou.id, { mustChange: true, changedAt: 5 }));
    for (const hash of hashes) await store().sessions.add(session(hash, zhou.id, { passwordAt: 5 }));
  };

  describe('sessions', () => {
    it('say who it is, also after a restart', async () => {
      await signIn('a');
      await store().sessions.setSeen('a', 30);

      const again = await reopen();

      expect(await again.sessions.find('a')).toEqual({
        session: session('a', zhou.id, { passwordAt: 5, seenAt: 30 }),
        user: zhou,
        mustChange: true,
      });
      expect(await again.sessions.find('b')).toBeNull();
    });

    it('are over with the password they were begun with', async () => {
      await signIn('a');

      await store().passwords.put(password(zhou.id, { changedAt: 6 }));

      expect(await store().sessions.find('a')).toBeNull();
    });

    it('end one by one, or all of an account', async () => {
      await signIn('a', 'b', 'c');
      await store().sessions.add(session('d', 'u-2'));

      expect(await store().sessions.end('a')).toBe(true);
      expect(await store().sessions.end('a')).toBe(false);
      expect(await store().sessions.endOf(zhou.id)).toBe(2);

      expect(await store().sessions.find('b')).toBeNull();
      expect(await store().sessions.end('d')).toBe(true);
    });

    it('are listed of an account, the newest first, and all but one can end', async () => {
      await signIn();
      const from = { passwordAt: 5, address: '10.0.0.1', agent: 'Firefox' };
      for (const [place, hash] of ['a', 'b', 'c'].entries())
        await store().sessions.add(session(hash, zhou.id, { ...from, createdAt: place }));
      await store().sessions.add(session('of the password before', zhou.id, { passwordAt: 4 }));
      await store().sessions.add(session('of another', 'u-2'));

      expect((await store().sessions.list(zhou.id)).map(({ hash }) => hash)).toEqual(['c', 'b', 'a']);
      expect((await store().sessions.list(zhou.id))[0]).toEqual(session('c', zhou.id, { ...from, createdAt: 2 }));
      expect(await store().sessions.endOf(zhou.id, 'b')).toBe(3);
      expect((await store().sessions.list(zhou.id)).map(({ hash }) => hash)).toEqual(['b']);
      expect(await store().sessions.end('of another')).toBe(true);
    });

    it('end when they began or were seen too long ago, or in days to come', async () => {
      await signIn();
      const times = { old: [10, 90], idle: [50, 60], open: [50, 90], ahead: [200, 200] } as const;
      for (const [hash, [createdAt, seenAt]] of Object.entries(times))
        await store().sessions.add(session(hash, zhou.id, { passwordAt: 5, createdAt, seenAt }));

      await store().sessions.endOver({ createdAfter: 10, seenAfter: 60, before: 100 });

      const left = await Promise.all(Object.keys(times).map((hash) => store().sessions.end(hash)));
      expect(left).toEqual([false, false, true, false]);
    });
  });
}
