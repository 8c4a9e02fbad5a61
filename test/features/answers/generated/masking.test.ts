import { describe, expect, it } from 'vitest';
import { normalise } from '../../../../src/base/text.ts';
import { createGazetteer } from '../../../../src/domain/gazetteer.ts';
import { maskDocument, maskPeople } from '../../../../src/features/answers/generated/masking.ts';
import { namesIn } from '../../../../src/features/answers/generated/member-names.ts';

const deps = { gazetteer: createGazetteer(), normalise };
const mask = (text: string, ...members: string[]): string =>
  maskPeople(
    normalise(text),
    namesIn(
      deps,
      normalise(text),
      members.map((name) => ({ name })),
    ),
  );

describe('a number of a person is masked in what people write', () => {
  it.each([
    '13800138000',
    '138 0013 8000',
    '138-0013-8000',
    '1 3 8 0 0 1 3 8 0 0 0',
    '138.0013.8000',
    '１３８００１３８０００',
    '一三八零零一三八零零零',
    '+86 138 0013 8000',
    '（+86）13800138000',
    '008613800138000',
    '86-13800138000',
    '13800\u200b138000',
    '0731-88886666',
    '（0731）88886666',
    '0731 8888 6666',
    '+86-731-88886666',
    '010-62345678',
    '400-800-1234',
    '8008101234',
    '+852 9123 4567',
    '430102199001011234',
    '43010219900101123X',
    '430102 1990 0101 1234',
    '91430100MA4L1ABC23',
    '6222021234567890123',
    '6222 0212 3456 7890',
    'wang.wei@example.com',
    'wang.wei＠example.com',
  ])('%s', (number) => {
    const masked = mask(`我是会员，${number}，会费多少？`);

    expect(masked).toMatch(/我是会员,【[^】]+】,会费多少/u);
    expect(masked.replace(/【[^】]*】/gu, '')).not.toMatch(/\d{3}|@/u);
  });

  it.each([
    ['微信号abc_12345，会费多少', '微信号【账号1】,会费多少'],
    ['QQ：12345678 会费多少', 'qq:【账号1】会费多少'],
    ['电话88886666，会费多少', '电话【电话1】,会费多少'],
  ])('by what is said before it: %s', (text, masked) => {
    expect(mask(text)).toBe(masked);
  });

  it('the same twice is one, two are two', () => {
    expect(mask('13800138000和139 0013 9000哪个是，13800138000吗')).toBe('【电话1】和【电话2】哪个是,【电话1】吗');
  });
});

describe('what counts is not masked', () => {
  it.each([
    '会费每年3500元',
    '2023年5月1日的办法',
    '民发〔2016〕12号文件第三条',
    '收集意见建议237条，服务企业35000家次',
    '480-600元',
    '12345热线',
    '贷款12000000元',
  ])('%s', (text) => {
    expect(mask(text)).toBe(normalise(text));
  });
});

describe('names of members are masked in what people write', () => {
  it.each([
    [['张伟'], '张伟的会费交了吗？', '【成员1】的会费交了吗?'],
    [['張偉'], '张伟的会费交了吗？', '【成员1】的会费交了吗?'],
    [['家具协会-李明（秘书长）'], '李明秘书长说会费减半？', '【成员1】秘书长说会费减半?'],
    [['长沙王建国会长'], '王建国交了多少会费', '【成员1】交了多少会费'],
    [['家具协会赵会长'], '赵会长交了多少会费', '【成员1】交了多少会费'],
    [['长沙市家具协会李明'], '李明交了多少会费', '【成员1】交了多少会费'],
    [['王会长'], '王会长交了多少会费', '【成员1】交了多少会费'],
    [['Alice Wong'], 'alice wong 的会费', '【成员1】的会费'],
    [['阳光明媚'], '阳光明媚有没有参加培训', '【成员1】有没有参加培训'],
    [['张伟', '李明'], '张伟和李明的会费', '【成员1】和【成员2】的会费'],
  ])('%j in %s', (members, text, masked) => {
    expect(mask(text, ...members)).toBe(masked);
  });

  it.each([
    [['长沙'], '长沙的会费多少'],
    [['长沙市家具协会'], '长沙市家具协会的会费多少'],
    [['会费'], '会费多少'],
    [['多少'], '会费多少'],
    [['秘书长'], '秘书长怎么选'],
    [['会员'], '会员的权利有哪些'],
    [['的'], '会员的权利有哪些'],
    [['13'], '第13条写了什么'],
    [['al'], '什么是alphago'],
    [['alex'], '什么是alexander'],
    [['成员'], '13800138000是谁'],
  ])('but %j makes no question unreadable: %s', (members, text) => {
    expect(mask(text, ...members)).toBe(mask(text));
  });
});

describe('a document', () => {
  it('keeps the lines of an office, and loses the numbers of persons', () => {
    const text =
      '办公电话0731-88886666，服务热线400-800-1234，邮箱 office@example.cn；联系人手机13800138000、139 0013 9000、１３８００１３８０００，身份证430102199001011234，卡号6222 0212 3456 7890 123。';

    expect(maskDocument(text)).toBe(
      '办公电话0731-88886666，服务热线400-800-1234，邮箱 office@example.cn；联系人手机【手机号】、【手机号】、【手机号】，身份证【证件号】，卡号【号码】。',
    );
  });

  it('is verbatim otherwise', () => {
    const text = '第三条 会费每年３５００元；2023年收集237条，贷款12000000元，民发〔2016〕12号。';

    expect(maskDocument(text)).toBe(text);
  });
});
