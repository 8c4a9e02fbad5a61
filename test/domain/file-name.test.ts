import { describe, expect, it } from 'vitest';
import { safeFileName, tellApart } from '../../src/domain/file-name.ts';

describe('a name for a file', () => {
  it.each([
    ['现场.jpg', '现场.jpg'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['C:\\Windows\\a.jpg', 'C__Windows_a.jpg'],
    ['合同\u202Egpj.exe', '合同gpj.exe'],
    ['a\u0000b\r\n.pdf', 'a_b__.pdf'],
    ['con.jpg', '_con.jpg'],
    ['NUL', '_NUL'],
    ['console.jpg', 'console.jpg'],
    ['  . ', '文件'],
    ['..', '文件'],
    ['', '文件'],
    ['e\u0301.pdf', '\u00e9.pdf'],
    ['后面有点.pdf. ', '后面有点.pdf'],
  ])('%j is %j', (written, safe) => {
    expect(safeFileName(written)).toBe(safe);
  });

  it('keeps its ending when it is too long for a disk, and breaks no letter', () => {
    const name = safeFileName(`${'😀会'.repeat(200)}.docx`);

    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(180);
    expect(name).toMatch(/^(?:😀会)+😀?\.docx$/u);
  });

  it('is told apart from equal ones, also where capitals count for nothing', () => {
    expect(tellApart(['a.jpg', 'A.JPG', 'a.jpg', 'a (2).jpg', '文件', '文件'])).toEqual([
      'a.jpg',
      'A (2).JPG',
      'a (3).jpg',
      'a (2) (2).jpg',
      '文件',
      '文件 (2)',
    ]);
  });
});
