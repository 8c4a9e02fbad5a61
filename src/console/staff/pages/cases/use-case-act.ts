import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { CallError } from '../../api/call.ts';
import { useAct } from '../../api/hooks.ts';

type Wanted = { done?: () => void; said: string };
type CaseActName = 'actOnCase' | 'mergeCase';

/**
 * Does something to a case that was looked at. Where somebody else was faster nothing is done: it is said who did what, and
 * the page shows the case as it is now.
 */
export function useCaseAct<N extends CaseActName>(name: N, { done, said }: Wanted) {
  const { message, modal } = App.useApp();
  const client = useQueryClient();
  const { mutate, isPending } = useAct<N>(name, {
    quiet: true,
    refresh: ['showCase', 'listCases', 'listAlikeCases', 'countCases'],
    done({ told }) {
      message.success(told > 0 ? `${said}，已通知提交人。` : `${said}。`);
      done?.();
    },
  });
  const refuse = (error: Error): void => {
    if (!(error instanceof CallError) || error.code !== 'record/conflict') return void message.error(error.message, 6);
    modal.warning({ title: '没有做', content: error.message, okText: '知道了' });
    void client.invalidateQueries({ queryKey: ['showCase'] });
  };
  return {
    isPending,
    mutate: (given: Parameters<typeof mutate>[0]) => mutate(given, { onError: refuse }),
  };
}
