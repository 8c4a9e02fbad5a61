import { Button, Result } from 'antd';
import { useRouteError } from 'react-router';

/** A page that broke: its code did not come, or it met what it does not understand. The rest of the console stays. */
export function PageFailed() {
  const error = useRouteError();
  const missing = error instanceof TypeError && /import|module|fetch/iu.test(error.message);
  return (
    <Result
      status="warning"
      title={missing ? '这个页面没有加载完' : '这个页面出了问题'}
      subTitle={missing ? '可能是服务刚升级过，或网络断了。' : '请刷新；如果还这样，请把发生的时间告诉管理员。'}
      extra={
        <Button type="primary" onClick={() => location.reload()}>
          刷新
        </Button>
      }
    />
  );
}
