/** Writes the number of a list as its format says; formats that Chinese documents do not use come out as 1, 2, 3. */
export function writeNumber(value: number, format: string): string {
  return (forms.get(format) ?? String)(value);
}

const heavenlyStems = '甲乙丙丁戊己庚辛壬癸';
const earthlyBranches = '子丑寅卯辰巳午未申酉戌亥';

const forms = new Map<string, (value: number) => string>([
  ['chineseCounting', counted],
  ['chineseCountingThousand', counted],
  ['japaneseCounting', counted],
  ['taiwaneseCounting', counted],
  ['taiwaneseCountingThousand', counted],
  ['chineseLegalSimplified', (value) => inCapitals(hanNumber(value))],
  [
    'ideographDigital',
    (value) => [...String(value)].map((digit) => '〇一二三四五六七八九'[Number(digit)] ?? '').join(''),
  ],
  ['ideographTraditional', (value) => heavenlyStems[value - 1] ?? String(value)],
  ['ideographZodiac', (value) => earthlyBranches[value - 1] ?? String(value)],
  ['decimalEnclosedCircle', circled],
  ['decimalEnclosedCircleChinese', circled],
  ['decimalZero', (value) => String(value).padStart(2, '0')],
  [
    'decimalFullWidth',
    (value) => [...String(value)].map((digit) => '０１２３４５６７８９'[Number(digit)] ?? '').join(''),
  ],
  ['lowerLetter', (value) => letter(value).toLowerCase()],
  ['upperLetter', letter],
  ['lowerRoman', (value) => roman(value).toLowerCase()],
  ['upperRoman', roman],
  ['none', () => ''],
]);

/** 十二, 二十一, 一百零三. */
function counted(value: number): string {
  return hanNumber(value).replace(/^一十/, '十');
}

/** 1 to 9999 in full: 一十二. */
function hanNumber(value: number): string {
  if (value <= 0 || value > 9999) return String(value);
  const places = [...String(value)].map(Number);
  const written = places.map((digit, index) => {
    const unit = ['', '十', '百', '千'][places.length - 1 - index] ?? '';
    return digit === 0 ? '零' : `${'零一二三四五六七八九'[digit] ?? ''}${unit}`;
  });
  return written.join('').replace(/零+/g, '零').replace(/零$/, '');
}

function inCapitals(number: string): string {
  const capitals = new Map(
    [...'零一二三四五六七八九十百千'].map((sign, index) => [sign, [...'零壹贰叁肆伍陆柒捌玖拾佰仟'][index]]),
  );
  return [...number].map((sign) => capitals.get(sign) ?? sign).join('');
}

function circled(value: number): string {
  return value >= 1 && value <= 20 ? String.fromCodePoint(0x245f + value) : String(value);
}

/** A … Z, AA, BB …, as Word counts. */
function letter(value: number): string {
  return String.fromCodePoint(65 + ((value - 1) % 26)).repeat(Math.ceil(value / 26));
}

function roman(value: number): string {
  const signs: [number, string][] = [
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ];
  let rest = value;
  return signs
    .map(([size, sign]) => {
      const times = Math.floor(rest / size);
      rest %= size;
      return sign.repeat(times);
    })
    .join('');
}
