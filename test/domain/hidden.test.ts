import { describe, expect, it } from 'vitest';
import { excerptOf, withoutNumbers } from '../../src/domain/audit.ts';
import { anonymise } from '../../src/domain/erasure.ts';
import { maskText } from '../../src/domain/mask.ts';
import { withoutContacts } from '../../src/features/reception/public-text.ts';

describe('what leads to a person', () => {
  it.each([
    '请打１３８００１３８０００找我',
    '请打 138 0013 8000 找我',
    '请打138.0013.8000找我',
    '请打１３８－００１３－８０００找我',
    '请打138–0013–8000找我',
    '座机０７３１－８８８８６６６６',
  ])('is hidden everywhere, however wide it is written: %s', (text) => {
    for (const hide of [withoutNumbers, withoutContacts, maskText, (said: string) => anonymise(said, [])]) {
      expect(hide(text).normalize('NFKC').replace(/\D/gu, '').length).toBeLessThan(8);
      expect(hide(text)).toMatch(/^(?:请打|座机).*\*/u);
    }
    expect(excerptOf(text).textBegins.normalize('NFKC')).not.toMatch(/\d{4}/u);
  });

  it.each(['４３０１０２１９９００１０１１２３４', '430102199001011234', '430102 19900101 123X'])(
    'is also the number of a card: %s',
    (card) => {
      for (const hide of [withoutContacts, maskText, (said: string) => anonymise(said, [])])
        expect(hide(`证件 ${card}。`).normalize('NFKC')).not.toMatch(/1990/u);
    },
  );

  it('is an address too', () => {
    for (const hide of [withoutContacts, maskText, (said: string) => anonymise(said, [])])
      expect(hide('发到ｗａｎｇ＠example．com')).not.toContain('ｗａｎｇ');
  });

  it('leaves what is around as it was written', () => {
    expect(withoutContacts('一、（急）请打１３８００１３８０００，谢谢！')).toBe('一、（急）请打***，谢谢！');
    expect(withoutNumbers('２０２６年 5 月')).toBe('２０２６年 5 月');
  });
});
