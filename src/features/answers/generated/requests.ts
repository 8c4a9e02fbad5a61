/** What an answer may ask a member to do, or to hand over, only in words of the passages. */
const requests =
  /请(?:您|你|大家|各位|尽快|及时|务必|立即|点击|把|将|向|加|添加|拨打|联系|发|提供|填|转|扫|下载|登录|访问)|建议(?:您|你|大家|各位)|(?:您|你)(?:需要|应当|应该|可以|可|必须|务必|得)|发给|发到|发送[给到至]|转账|汇款|打款|付款到|银行卡|卡号|密码|验证码|身份证|加(?:我|他|她|一下)?微信|加qq|加群|扫码|二维码|点击|链接|私信|联系我|客服|手机号|务必|立即/gu;

/** The first request to a member that is not written where the answer cites; null when there is none. */
export function requestIn(text: string, written: string): string | null {
  return (text.match(requests) ?? []).find((words) => !written.includes(words)) ?? null;
}
