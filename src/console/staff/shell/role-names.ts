import type { User } from './session.tsx';

export const roleNames: Record<User['role'], string> = { secretary: '秘书', staff: '工作人员', admin: '管理员' };
