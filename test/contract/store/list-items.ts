import { describe, expect, it } from 'vitest';
import { listItem } from '../../support/store-builders.ts';
import type { Bench } from '../store.ts';

export function listItemsContract({ store, reopen }: Bench): void {
  describe('lines of the three lists', () => {
    it('keeps them by provider and subject, each list apart', async () => {
      const items = [
        listItem('2', { provider: 'b', subject: 'x' }),
        listItem('1', { provider: 'a', subject: 'y', field: '法律', detail: '上门', contact: '李干事' }),
        listItem('3', { provider: 'a', subject: 'z' }),
      ];
      await store().listItems.put([...items, listItem('4', { list: 'demand' })]);

      expect((await (await reopen()).listItems.list('service')).map(({ id }) => id)).toEqual(['1', '3', '2']);
      expect(await store().listItems.find('1')).toEqual(items[1]);
      expect(await store().listItems.find('9')).toBeNull();
      const page = await store().listItems.page('service', { after: { provider: 'a', subject: 'y' }, limit: 1 });
      expect(page.map(({ id }) => id)).toEqual(['3']);
    });

    it('finds the lines of a list in which all words stand, and counts them', async () => {
      await store().listItems.put([
        listItem('1', { provider: '律师协会', subject: '合同审查', detail: 'HR 与用工' }),
        listItem('2', { provider: '律师协会', subject: '法律培训', field: '100%_免费' }),
        listItem('3', { list: 'demand', provider: '律师协会', subject: '合同审查' }),
      ]);
      const found = async (search: string) =>
        (await store().listItems.page('service', { after: null, limit: 9, search })).map(({ id }) => id);

      expect([await found('律师 合同'), await found('hr'), await found('0%_免')]).toEqual([['1'], ['1'], ['2']]);
      expect([await found('%合同%'), await found('联系'), await found(' ')]).toEqual([[], [], ['1', '2']]);
      expect([await store().listItems.count('service'), await store().listItems.count('demand', '审查')]).toEqual([
        2, 1,
      ]);
      expect(await store().listItems.count('service', '培训')).toBe(1);
    });

    it('replaces a line by its id, and keeps when it came', async () => {
      await store().listItems.put([listItem('1', { createdAt: 5 })]);
      await store().listItems.put([listItem('1', { detail: '每周二', createdAt: 9 })]);

      expect(await store().listItems.find('1')).toEqual(listItem('1', { detail: '每周二', createdAt: 5 }));
    });

    it('takes lines out, or a whole list', async () => {
      const items = ['1', '2', '3'].map((id) => listItem(id, { subject: id }));
      await store().listItems.put([...items, listItem('4', { list: 'demand' })]);

      expect(await store().listItems.remove(['1', 'none'])).toBe(1);
      expect(await store().listItems.clear('service')).toBe(2);
      expect(await store().listItems.list('service')).toEqual([]);
      expect(await store().listItems.list('demand')).toHaveLength(1);
    });
  });
}
