export const notAskingSentence = '这条消息不用确认，或者已经找不到了。';
export const nothingAskedSentence = '现在没有等着确认的通知。';
export const alreadySentence = '之前已经记下了，不用再确认。';

export function notedSentence(late: boolean): string {
  return late ? '已记下，只是过了截止时间。谢谢！' : '已记下，谢谢！';
}
